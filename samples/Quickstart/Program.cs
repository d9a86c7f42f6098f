using System;
using System.IO;
using Quickstart;

string data = Path.Combine(AppContext.BaseDirectory, "data");

return WorkedExample.Show(Path.Combine(data, "worked-example.safetensors")) ? 0 : 1;
