using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
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
    /// Mails may contain health data, so only the owner and the group can read them: the group is a mail program's, if
    /// the operator has opened the folder for it.
    /// </summary>
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string _directory = settings.Mail.PickupDirectory!;

    public IMailSession OpenSession() => new UnconnectedSession(this);

    public Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (PrepareFolder() is { } refused)
            {
                return Task.FromResult(refused);
            }

            reportStep?.Invoke($"Mail:PickupDirectory: {Path.GetFullPath(_directory)}.");
            var name = GetFileName(message, out var idPart);
            // No program picks up half a mail: until it is complete, the file is hidden and has another extension.
            AtomicFile.Write(Path.Combine(_directory, name), Mode, file => file.Write(message.Span), beforeHandOver);
            // Also the temporary files of attempts that were interrupted.
            string[] patterns = [$"*Z-{idPart}.eml", $".*Z-{idPart}.eml*.tmp"];
            foreach (var older in patterns.SelectMany(pattern => Directory.EnumerateFiles(_directory, pattern)))
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
        var probe = Path.Combine(_directory, $".try-{Guid.NewGuid():N}.tmp");
        try
        {
            if (PrepareFolder() is { } refused)
            {
                return Task.FromResult(refused);
            }

            AtomicFile.CreateNew(probe, Mode).Dispose();
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

    /// <summary>
    /// Creates the folder, only for its owner; for a mail program the operator creates it. Such a folder may belong to
    /// the mail program, and its group may write to it, to remove what it has picked up. In a folder where every user
    /// may do that, others could replace a mail.
    /// </summary>
    /// <returns>Why nothing is written there; null if it is.</returns>
    private MailOutcome? PrepareFolder()
    {
        PrivateFolder.Ensure(_directory);
        return PrivateFolder.IsOpenToAll(_directory)
            ? new MailOutcome(
                MailResult.ActionNeeded,
                $"Mail:PickupDirectory {_directory}: every user of this machine may write there. "
                    + $"Run 'chmod o-w {_directory}', or set another folder."
            )
            : null;
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
