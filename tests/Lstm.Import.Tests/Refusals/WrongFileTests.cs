using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Model files of other frameworks, given to the runtime instead of the import.</summary>
public sealed class WrongFileTests
{
    public static TheoryData<string> Formats =>
        [.. Enum.GetNames<ModelFormat>().Where(static name => name != nameof(ModelFormat.Safetensors))];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_runtime_names_every_format_that_the_import_reads(string format)
    {
        List<string> files = [.. Fixtures.Models.Where(model => model.Format.ToString() == format).Select(static model => model.Path)];

        Assert.NotEmpty(files);
        Assert.All(files, static path =>
        {
            string message = Assert.Throws<WeightFormatException>(() => LstmWeights.Load(path)).Message;
            Assert.StartsWith($"{path}: this is a", message, StringComparison.Ordinal);
            Assert.Contains(
                $"onvert it with 'lstmgen import {path} -o {Path.GetFileNameWithoutExtension(path)}.safetensors'",
                message,
                StringComparison.Ordinal);
        });
    }
}
