using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using MimeKit;

namespace ActivitySync.Mail.Transport;

/// <summary>
/// Mails as files, for a mail server on the same machine or for a look. A file appears whole or not at all, its name sorts
/// by the mail's date, and a mail that comes again (the same Message-ID) takes the place of its file.
/// </summary>
internal sealed class PickupFolderTransport(AppSettings settings, TimeProvider clock) : IMailTransport
{
    private const int MaxReadableIdLength = 40;
    private const int HashLength = 12;

    /// <summary>Mails tell of a person's health: their owner and a mail program's group read them, others do not.</summary>
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string _directory = settings.Mail.PickupDirectory!;

    public Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Directory.CreateDirectory(_directory);
            reportStep?.Invoke($"Mail:PickupDirectory is {Path.GetFullPath(_directory)}.");
            var name = GetFileName(message, out var idPart);
            Write(name, message.Span);
            foreach (var older in Directory.EnumerateFiles(_directory, $"*Z-{idPart}.eml"))
            {
                if (Path.GetFileName(older) != name)
                {
                    File.Delete(older);
                }
            }

            reportStep?.Invoke($"Written: {name}.");
            return Task.FromResult(MailOutcome.Accepted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(CreateUnwritableOutcome(exception));
        }
    }

    public Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken)
    {
        var probe = Path.Combine(_directory, $".try-{Environment.ProcessId}.tmp");
        try
        {
            Directory.CreateDirectory(_directory);
            File.WriteAllText(probe, string.Empty);
            File.Delete(probe);
            reportStep($"Mail:PickupDirectory {Path.GetFullPath(_directory)} can be written.");
            return Task.FromResult(MailOutcome.Accepted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(CreateUnwritableOutcome(exception));
        }
    }

    private MailOutcome CreateUnwritableOutcome(Exception exception) =>
        new(
            MailResult.ActionNeeded,
            $"Mail:PickupDirectory {_directory}: cannot be written ({exception.GetType().Name}); give the user that runs activitysync the right to write there, or free some space."
        );

    private void Write(string name, ReadOnlySpan<byte> message)
    {
        // Hidden and of another ending until it is whole, so that nobody picks up half a mail.
        var unfinished = Path.Combine(_directory, $".{name}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(message);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, Path.Combine(_directory, name), overwrite: true);
    }

    private string GetFileName(ReadOnlyMemory<byte> message, out string idPart)
    {
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        var headers = HeaderList.Load(stream);
        var id = headers[HeaderId.MessageId] ?? string.Empty;
        var readable = string.Concat(
            id.Trim('<', '>', ' ')
                .Take(MaxReadableIdLength)
                .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-')
        );
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashLength];
        idPart = $"{readable}-{hash}";
        var date = MimeKit.Utils.DateUtils.TryParse(headers[HeaderId.Date] ?? string.Empty, out var written)
            ? written
            : clock.GetUtcNow();
        return string.Create(CultureInfo.InvariantCulture, $"{date.UtcDateTime:yyyyMMdd'T'HHmmss}Z-{idPart}.eml");
    }
}
