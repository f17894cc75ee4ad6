using System.Text;
using ActivitySync.FileSystem;

namespace ActivitySync.Commands;

/// <summary>
/// Standard error. Unlike the console's it needs no handle of its own, so that a lack of handles can still be reported,
/// and a closed stream is not an error.
/// </summary>
internal sealed class ErrorOutput : TextWriter
{
    public override Encoding Encoding => Console.OutputEncoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + CoreNewLine[0]);

    public override void Write(string? value)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.Write(value);
        }
        else if (value is not null)
        {
            NativeFile.WriteStandardError(Encoding.GetBytes(value));
        }
    }
}
