using System;
using System.Text;
using Streams;

// The progress bar is drawn in block characters, which not every console is set up for.
Console.OutputEncoding = Encoding.UTF8;

return StreamsCommand.Create().Parse(args).Invoke();
