using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using MimeKit;

namespace ActivitySync.Mail.Transport;

/// <summary>
/// Writes mails as files, for a mail server on the same machine or for tests. Files are written atomically and named so
/// that they sort by the mail's date. A mail with the same Message-ID replaces the earlier file.
/// </summary>
internal sealed class PickupFolderTransport(AppSettings settings, TimeProvider clock) : IMailTransport
{
    private const int MaxReadableIdLength = 40;
    private const int HashLength = 12;

    /// <summary>
    /// Mails may contain health data, so only the owner and the group (a mail program's) can read them.
    /// </summary>
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string _directory = settings.Mail.PickupDirectory!;

    public Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Directory.CreateDirectory(_directory);
            reportStep?.Invoke($"Mail:PickupDirectory: {Path.GetFullPath(_directory)}.");
            var name = GetFileName(message, out var idPart);
            Write(name, message.Span, beforeHandOver);
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
            reportStep($"Mail:PickupDirectory {Path.GetFullPath(_directory)} is writable.");
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
            $"Mail:PickupDirectory {_directory}: cannot be written ({exception.GetType().Name}). "
                + "Check that the user that runs activitysync may write there, and that there is free space."
        );

    private void Write(string name, ReadOnlySpan<byte> message, Action? beforeHandOver)
    {
        // Hidden and with another extension until it is complete, so that no program picks up half a mail.
        var temporary = Path.Combine(_directory, $".{name}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(message);
            file.Flush(flushToDisk: true);
        }

        beforeHandOver?.Invoke();
        File.Move(temporary, Path.Combine(_directory, name), overwrite: true);
    }

    private string GetFileName(ReadOnlyMemory<byte> message, out string idPart)
    {
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        var headers = HeaderList.Load(stream);
        var id = headers[HeaderId.MessageId] ?? string.Empty;
        var readable = string.Concat(
            id.Trim('<', '>', ' ')
                .Take(MaxReadableIdLength)
                .Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' ? character : '-')
        );
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashLength];
        idPart = $"{readable}-{hash}";
        var date = MimeKit.Utils.DateUtils.TryParse(headers[HeaderId.Date] ?? string.Empty, out var messageDate)
            ? messageDate
            : clock.GetUtcNow();
        return string.Create(CultureInfo.InvariantCulture, $"{date.UtcDateTime:yyyyMMdd'T'HHmmss}Z-{idPart}.eml");
    }
}
