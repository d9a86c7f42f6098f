using System;
using System.Text;
using Streams;

// The progress bar uses block characters, which need UTF-8.
Console.OutputEncoding = Encoding.UTF8;

return StreamsCommand.Create().Parse(args).Invoke();
