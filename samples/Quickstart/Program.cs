using System;
using System.IO;
using System.Text;
using Quickstart;

// The plot uses block characters, which need UTF-8.
Console.OutputEncoding = Encoding.UTF8;

string data = Path.Combine(AppContext.BaseDirectory, "data");

bool agrees = WorkedExample.Show(Path.Combine(data, "worked-example.safetensors"));
bool holds = SunspotForecast.Show(Path.Combine(data, "sunspots.safetensors"), Path.Combine(data, "sunspots.csv"));

return agrees && holds ? 0 : 1;
