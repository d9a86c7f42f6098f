using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Import.Sequences;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

public sealed class SequenceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1;2\r\n3;4")]
    [InlineData("1\t2\n\n3\t4\n\n")]
    [InlineData("  1   2\n3 4  \n")]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("# a b\n1 2\n3 4\n")]
    [InlineData("\uFEFF\"x\";\"y\"\n\"1\";\"2\"\n3;4")]
    [InlineData("1e0,+2.0\n3.,4E0\n")]
    public void Text_is_read_with_any_separator(string text) => Assert.Equal([1f, 2, 3, 4], SequenceFile.Read(Write(text), 2));

    [Theory]
    [InlineData("1,2\n3,x\n", "line 2, column 2: expected a finite number with a decimal point, found 'x'")]
    [InlineData("1;2\n3;0,5\n", "line 2, column 2: expected a finite number with a decimal point, found '0,5'")]
    [InlineData("1,2\n3\n", "line 2: expected 2 values in each step, found 1")]
    [InlineData("1,2,3\n", "line 1: expected 2 values in each step, found 3")]
    [InlineData("1,2\n3,,4\n", "line 2, column 2: expected a finite number with a decimal point, found nothing")]
    [InlineData("1,2\nNaN,4\n", "line 2, column 1: expected a finite number with a decimal point, found 'NaN'")]
    [InlineData("1,2\n1e99,4\n", "line 2, column 1: expected a finite number with a decimal point, found '1e99'")]
    public void Faults_in_text_are_reported_with_line_and_column(string text, string expected)
    {
        SequenceFormatException thrown = Assert.Throws<SequenceFormatException>(() => SequenceFile.Read(Write(text), 2));
        Assert.EndsWith(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_line_breaks_is_not_read_into_memory()
    {
        string path = Write(new string('7', 3_000_000));
        Assert.Contains(
            "not a text file",
            Assert.Throws<SequenceFormatException>(() => SequenceFile.Read(path, 1)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".npy")]
    public void Written_sequences_are_read_back_bit_identically(string extension)
    {
        float[] values = [1 / 3f, -0f, float.MaxValue, float.Epsilon, 0.1f, -7];
        string path = _folder.File("y" + extension);
        using (SequenceWriter writer = SequenceFile.Create(path, 3))
        {
            writer.Write(values.AsSpan(0, 3));
            writer.Write(values.AsSpan(3));
            writer.Complete();
        }

        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), SequenceFile.Read(path, 3).Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData(1, "<f4", "(2, 2)")]
    [InlineData(2, "<f8", "(1, 2, 2)")]
    [InlineData(3, "<f2", "(2, 2)")]
    public void Npy_is_read_in_all_versions_and_widths(int version, string type, string shape) =>
        Assert.Equal([1f, -2, 0.5f, 4], SequenceFile.Read(Npy(version, Header(type, shape), Bytes(type)), 2));

    [Fact]
    public void Npy_of_one_value_a_step_needs_no_second_dimension() =>
        Assert.Equal([1f, -2, 0.5f, 4], SequenceFile.Read(Npy(1, Header("<f4", "(4,)"), Bytes("<f4")), 1));

    [Theory]
    [InlineData(">f4", "(2, 2)", false, "little-endian")]
    [InlineData("<i4", "(2, 2)", false, "floating-point")]
    [InlineData("|O", "(2, 2)", false, "floating-point")]
    [InlineData("<f4", "(2, 2)", true, "C order")]
    [InlineData("<f4", "(4,)", false, "shape")]
    [InlineData("<f4", "()", false, "shape")]
    [InlineData("<f4", "(2, 2, 1)", false, "shape")]
    [InlineData("<f4", "(3, 2)", false, "24 bytes after the header")]
    [InlineData("<f4", "(2147483647, 2)", false, "bytes after the header")]
    [InlineData("<f4", "(99999999999999999999, 2)", false, "sizes up to")]
    [InlineData("<f4", "(-2, 2)", false, "sizes up to")]
    public void Npy_that_is_not_a_sequence_is_refused(string type, string shape, bool fortran, string expected)
    {
        string path = Npy(1, Header(type, shape, fortran), Bytes("<f4"));
        Assert.Contains(
            expected,
            Assert.Throws<SequenceFormatException>(() => SequenceFile.Read(path, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Npy_truncated_anywhere_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Npy(2, Header("<f4", "(2, 2)"), Bytes("<f4")));
        for (int length = 6; length < whole.Length; length++)
        {
            string path = _folder.File("cut.npy");
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<SequenceFormatException>(() => SequenceFile.Read(path, 2));
        }
    }

    [Fact]
    public void Npy_with_a_huge_header_is_refused()
    {
        string path = _folder.File("huge.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Contains(
            "header of at most",
            Assert.Throws<SequenceFormatException>(() => SequenceFile.Read(path, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Npy_with_a_non_finite_value_is_refused_with_its_place()
    {
        byte[] data = [.. new[] { 1f, 2, 3, float.NaN }.SelectMany(BitConverter.GetBytes)];
        string path = Npy(1, Header("<f4", "(2, 2)"), data);
        Assert.Contains(
            "step 1, value 1",
            Assert.Throws<SequenceFormatException>(() => SequenceFile.Read(path, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_test_needs_as_many_outputs_as_inputs()
    {
        ModelDescription model = ModelFile.Read(TestFiles.Golden("torch-1x16-dense1"));
        string three = Write("1\n2\n3\n");
        string empty = _folder.File("empty.csv");
        File.WriteAllText(empty, "");
        string two = _folder.File("two.csv");
        File.WriteAllText(two, "1\n2\n");

        Assert.Equal(3, SequenceFile.ReadSelfTest(three, three, model).Steps);
        Assert.Throws<SequenceFormatException>(() => SequenceFile.ReadSelfTest(three, two, model));
        Assert.Throws<SequenceFormatException>(() => SequenceFile.ReadSelfTest(empty, empty, model));
    }

    [Fact]
    public void An_incomplete_file_does_not_replace_the_old_one()
    {
        string path = Write("as it was");
        using (SequenceWriter writer = SequenceFile.Create(path, 1))
        {
            writer.Write([1f]);
        }

        Assert.Equal("as it was", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private string Write(string text)
    {
        string path = _folder.File("x.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private static string Header(string type, string shape, bool fortran = false) =>
        $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";

    private static byte[] Bytes(string type)
    {
        float[] values = [1, -2, 0.5f, 4];
        return type switch
        {
            "<f2" => [.. values.SelectMany(static value => BitConverter.GetBytes((Half)value))],
            "<f4" => [.. values.SelectMany(BitConverter.GetBytes)],
            _ => [.. values.SelectMany(static value => BitConverter.GetBytes((double)value))],
        };
    }

    private string Npy(int version, string header, byte[] data)
    {
        string path = _folder.File(string.Create(CultureInfo.InvariantCulture, $"x{version}.npy"));
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data]);
        return path;
    }
}
