using System.Text;

namespace ActivitySync.Commands;

/// <summary>The console's standard output. One that takes nothing (a full disk, a closed stream) is told in a line; a reader that left early is none of it: the console drops what it would have got.</summary>
internal sealed class StandardOutput : TextWriter
{
    public override Encoding Encoding => Console.OutputEncoding;

    public override void Write(char value) => Try(output => output.Write(value));

    public override void Write(string? value) => Try(output => output.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(output => output.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(output => output.WriteLine(value));

    public override void Flush() => Try(output => output.Flush());

    private static void Try(Action<TextWriter> write)
    {
        try
        {
            write(Console.Out);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(
                ExitCode.Failed, "standard output: cannot be written, so the answer is not whole; is the disk full that it goes to, or the stream closed?", trouble);
        }
    }
}
