using System;
using System.IO;
using System.Text;
using Amp;

// The unit of microseconds is outside ASCII.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

try
{
    switch (args)
    {
        case []:
            return Summary.Show() ? 0 : 1;
        case ["play", .. string[] rest]:
            if (PlayOptions.Parse(rest, out string message) is { } options)
            {
                // Standard output may be the sound.
                Console.Error.WriteLine(Player.Play(options));
                return 0;
            }

            Console.Error.WriteLine(message);
            break;
        case ["write", string folder]:
            Exhibits.Write(folder, Material.Create());
            Console.WriteLine($"wrote wave files to {folder}");
            return 0;
        case ["--svg", string path]:
            File.WriteAllText(path, Picture.Draw(Material.Create()));
            Console.WriteLine($"wrote {path}");
            return 0;
    }
}
catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

Console.Error.WriteLine("usage: Amp");
Console.Error.WriteLine("       Amp play <in.wav> <out.wav> [--model 1x16|2x8|clean] [--rate <Hz>] [--bits 16|24|32]");
Console.Error.WriteLine("       Amp play - - --raw f32|s16 [--model 1x16|2x8|clean] [--rate <Hz>]");
Console.Error.WriteLine("       Amp write <folder>");
Console.Error.WriteLine("       Amp --svg <file>");
return 2;
