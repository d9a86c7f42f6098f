using System;
using System.IO;
using System.Text;
using Gestures;

// The symbols of the gestures are outside ASCII.
Console.OutputEncoding = Encoding.UTF8;

GestureModel model = GestureModel.Load(DataFile.PathOf("gestures.safetensors"));
switch (args)
{
    case []:
        PlainModel plain = PlainModel.Load(DataFile.PathOf("plain.safetensors"));
        bool agrees = WindowReport.Show(model, plain, TestWindows.Load());
        Console.WriteLine();
        StreamReport.Show(StreamRun.Of(model, Recording.WithGestures()), StreamRun.Of(model, Recording.WithoutGestures()));
        return agrees ? 0 : 1;
    case ["--svg", string path]:
        File.WriteAllText(path, Picture.Draw(StreamRun.Of(model, Recording.WithGestures())));
        Console.WriteLine($"wrote {path}");
        return 0;
    default:
        Console.Error.WriteLine("usage: Gestures [--svg <file>]");
        return 2;
}
