using System.ComponentModel;
using System.Net.Sockets;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.FileSystem;

namespace ActivitySync.Tests.Configuration;

/// <summary>What the machine lacks is reported as that, and not as an error of the program, a file or a disk.</summary>
public sealed class MachineErrorTests
{
    private const int TooManyOpenFiles = 24;

    [Fact]
    public void Too_few_handles_are_reported_as_that()
    {
        var exception = new IOException("Too many open files", TooManyOpenFiles);

        Assert.StartsWith("open files: too many", ErrorText.LineFor(exception), StringComparison.Ordinal);
        Assert.StartsWith(
            "open files: too many",
            ErrorText.LineFor(new InvalidOperationException("outer", exception)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "open files: too many",
            ErrorText.LineFor(new SocketException((int)SocketError.TooManyOpenSockets)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "too many files are open",
            ActivityFileReader.DescribeError(exception),
            StringComparison.Ordinal
        );
        Assert.True(ActivityFileReader.IsRetryable(exception));
    }

    [Fact]
    public void Too_few_handles_are_reported_instead_of_the_file_that_could_not_be_opened()
    {
        var cause = new IOException("Too many open files", TooManyOpenFiles);
        var exception = new OperationException(
            ErrorKind.Failed,
            "out.zip: cannot be written. Check the folder.",
            cause
        );

        Assert.StartsWith("open files: too many", ErrorText.LineFor(exception), StringComparison.Ordinal);
        Assert.StartsWith(
            "out.zip: ",
            ErrorText.LineFor(new OperationException(ErrorKind.Failed, "out.zip: x", new IOException("full", 28))),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "anna: open files: too many",
            ErrorText.LineFor(new OperationException(ErrorKind.Failed, $"anna: {ErrorText.LineFor(cause)}", cause)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "open files: too many",
            ErrorText.LineFor(new Win32Exception(TooManyOpenFiles)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_library_that_cannot_be_loaded_is_reported_as_that()
    {
        Assert.StartsWith(
            "libraries: ",
            ErrorText.LineFor(new TypeInitializationException("Skia", new DllNotFoundException())),
            StringComparison.Ordinal
        );
        Assert.Throws<DllNotFoundException>(() =>
            NativeLibraryLoader.Load("libnot-there", typeof(MachineErrorTests).Assembly)
        );
    }

    [Fact]
    public void Too_few_handles_are_no_error_of_the_disk()
    {
        var failure = FileErrors.Translate(new IOException("Too many open files", TooManyOpenFiles), "/data");

        Assert.Equal(DatabaseErrorKind.TooFewHandles, failure.DatabaseErrorKind);
        Assert.StartsWith("open files: too many", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_memory_and_missing_time_zones_are_reported_as_that()
    {
        Assert.StartsWith("memory: ", ErrorText.LineFor(new InsufficientMemoryException()), StringComparison.Ordinal);
        Assert.StartsWith(
            "time zones: ",
            ErrorText.LineFor(new TypeInitializationException("Demo", new TimeZoneNotFoundException())),
            StringComparison.Ordinal
        );
        Assert.Null(ErrorText.FindMachineError(new IOException("disk", 5)));
    }
}
