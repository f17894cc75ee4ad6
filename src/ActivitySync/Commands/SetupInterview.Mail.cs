using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

// The mail server: its name, its port, and the login there.
internal sealed partial class SetupInterview
{
    private const string None = "none";

    private const int MaxPort = 65_535;

    /// <summary>The submission ports of a mail server, in the order they are tried.</summary>
    private static readonly MailPort[] MailPorts = [new(587, "starttls"), new(465, "tls")];

    /// <summary>The ports of a relay on this machine, in the order they are tried.</summary>
    private static readonly MailPort[] LocalMailPorts = [new(25, None), new(587, "starttls")];

    private bool IsServerAsked => context.GetValue(SetupOptions.MailHost) is null;

    /// <summary>Asks for the mail server until one answers, unless a flag names it.</summary>
    private async Task AskMailAsync(string email)
    {
        _ = ParsePort();
        _ = ParseSecurity();
        var sender = await GetCheckedAsync("Mail:From", SetupOptions.MailFrom, "");
        OperationException? failure = null;
        for (var tries = 0; tries < ConsolePrompt.MaxTries; tries++)
        {
            var host = await AskHostAsync(failure);
            if (host == None)
            {
                _draft
                    .Set("Mail:From", sender.Length > 0 ? sender : email)
                    .Set("Mail:PickupDirectory", Path.Combine(target.DataDirectory, "mails"));
                return;
            }

            var login = await AskLoginAsync(host, email, sender);
            if (login.Port is { } port)
            {
                SetMail(_draft, host, port, login.User, login.Password, ChooseSender(email, login.User, sender));
                return;
            }

            failure = login.Failure!;
            if (!IsServerAsked)
            {
                break;
            }

            _prompt.WriteError(failure.Message);
        }

        throw failure!;
    }

    /// <param name="failure">Why another server is asked for; null the first time.</param>
    private async Task<string> AskHostAsync(OperationException? failure)
    {
        try
        {
            return await _prompt.AskAsync(
                new SetupQuestion(
                    "Mail server, like smtp.example.org ('none' writes emails into a folder for now)",
                    None
                ),
                SetupOptions.MailHost.Name,
                context.GetValue(SetupOptions.MailHost),
                async answer => (answer, answer == None ? null : await FindHostNameErrorAsync(answer))
            );
        }
        catch (OperationException exception) when (failure is not null)
        {
            throw new OperationException(failure.Kind, $"{failure.Message} Nothing was saved.", exception);
        }
    }

    private async Task<string?> FindHostNameErrorAsync(string host)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            return $"\"{host}\" is invalid; expected the name of a server, without protocol and port.";
        }

        if (context.GetValue(SetupOptions.SkipChecks))
        {
            return null;
        }

        try
        {
            await Dns.GetHostAddressesAsync(host, cancellationToken);
            return null;
        }
        catch (SocketException exception)
        {
            throw new OperationException(
                exception.SocketErrorCode == SocketError.TryAgain
                    ? ErrorKind.RemoteUnavailable
                    : ErrorKind.InvalidInput,
                $"\"{host}\": cannot be resolved. Check its spelling and this machine's network.",
                exception
            );
        }
    }

    /// <summary>Asks for the login at a mail server, and tests it.</summary>
    private async Task<MailLogin> AskLoginAsync(string host, string email, string sender)
    {
        MailPort? port = null;
        OperationException? failure = null;
        var user = await _prompt.AskAsync<string>(
            new SetupQuestion(
                "User name there ('none' if it needs no login)",
                SmtpSettings.IsLocalHost(host) ? None : email
            ),
            SetupOptions.MailUser.Name,
            context.GetValue(SetupOptions.MailUser),
            async answer =>
            {
                if (answer == None)
                {
                    await TestAsync(null, null);
                }

                return (answer, null);
            }
        );
        if (user == None)
        {
            return new MailLogin(null, null, port, failure);
        }

        var password = await _prompt.AskAsync<string>(
            new SetupQuestion("Password there (often an app password)", IsSecret: true),
            SetupOptions.MailPasswordFile.Name,
            ReadSecretFile(SetupOptions.MailPasswordFile),
            async answer =>
            {
                await TestAsync(user, answer);
                return (answer, null);
            }
        );
        return new MailLogin(user, password, port, failure);

        // Another login doesn't help if the server doesn't answer.
        async Task TestAsync(string? name, string? secret)
        {
            try
            {
                port = await FindWorkingPortAsync(host, name, secret, ChooseSender(email, name, sender));
            }
            catch (OperationException exception) when (exception.Kind == ErrorKind.RemoteUnavailable)
            {
                failure = exception;
            }
        }
    }

    /// <summary>Tries the ports of a mail server.</summary>
    /// <returns>The first that works.</returns>
    /// <exception cref="OperationException">None works: the error of one that answered, else the first.</exception>
    private async Task<MailPort> FindWorkingPortAsync(string host, string? user, string? password, string from)
    {
        OperationException? answered = null;
        OperationException? first = null;
        foreach (var port in GetPortsToTry(host))
        {
            var draft = new SettingsDraft()
                .Set("Athletes:0:Name", "x")
                .Set("Athletes:0:Email", from)
                .Set("Athletes:0:TimeZone", "Etc/UTC");
            SetMail(draft, host, port, user, password, from);
            var read = draft.Read(target.File, SourceDescriptors.SettingsParsers);
            if (
                read.Errors.FirstOrDefault(error => error.Key.StartsWith("Mail", StringComparison.Ordinal)) is
                { } invalid
            )
            {
                throw Describe(new OperationException(ErrorKind.InvalidInput, $"{invalid.Key}: {invalid.Message}"));
            }

            if (context.GetValue(SetupOptions.SkipChecks))
            {
                return port;
            }

            try
            {
                using var progress = context.ShowProgress(() => "Connecting to the mail server");
                await _probe.ProbeMailAsync(read.Settings!, cancellationToken);
                return port;
            }
            catch (OperationException exception)
            {
                first ??= exception;
                answered ??= exception.Kind == ErrorKind.RemoteUnavailable ? null : exception;
            }
        }

        throw Describe(answered ?? first!);

        OperationException Describe(OperationException exception) =>
            new(
                exception.Kind,
                IsServerAsked
                    ? SetupOptions.RemoveSettingNames(exception.Message)
                    : SetupOptions.ReplaceSettingNames(exception.Message),
                exception
            );
    }

    private MailPort[] GetPortsToTry(string host)
    {
        var security = ParseSecurity();
        if (ParsePort() is { } number)
        {
            return [new(number, security ?? GetUsualPort(port => port.Number == number)?.Security ?? "starttls")];
        }

        MailPort[] usual = SmtpSettings.IsLocalHost(host) ? LocalMailPorts : MailPorts;
        return security is null ? usual
            : Array.FindAll(usual, port => port.Security == security) is { Length: > 0 } matching ? matching
            : [GetUsualPort(port => port.Security == security)!];
    }

    private static MailPort? GetUsualPort(Func<MailPort, bool> isWanted) =>
        MailPorts.Concat(LocalMailPorts).FirstOrDefault(isWanted);

    /// <summary>Parses the flag; null without it.</summary>
    private int? ParsePort() =>
        context.GetValue(SetupOptions.MailPort) is not { } typed ? null
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= MaxPort
            ? number
        : throw CreateInvalid(SetupOptions.MailPort.Name, typed, "a number, like 587");

    /// <summary>Parses the flag; null without it.</summary>
    private string? ParseSecurity() =>
        context.GetValue(SetupOptions.MailSecurity) is not { } typed ? null
        : GetUsualPort(port => port.Security == typed) is not null ? typed
        : throw CreateInvalid(SetupOptions.MailSecurity.Name, typed, "starttls, tls or none");

    private static OperationException CreateInvalid(string flag, string typed, string expected) =>
        new(ErrorKind.InvalidInput, $"{flag}: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected {expected}.");

    private static void SetMail(
        SettingsDraft draft,
        string host,
        MailPort port,
        string? user,
        string? password,
        string from
    ) =>
        draft
            .Set("Mail:From", from)
            .Set("Mail:Smtp:Host", host)
            .Set("Mail:Smtp:Port", port.Number)
            .Set("Mail:Smtp:Security", port.Security)
            .Set("Mail:Smtp:Username", user)
            .Set("Mail:Smtp:Password", password);

    private static string ChooseSender(string email, string? user, string sender) =>
        sender.Length > 0 ? sender
        : user?.Contains('@', StringComparison.Ordinal) == true ? user
        : email;

    /// <summary>A port of a mail server with its security as the settings write it.</summary>
    private sealed record MailPort(int Number, string Security);

    /// <summary>The login at a mail server.</summary>
    /// <param name="User">Null if it needs no login.</param>
    /// <param name="Password">Null if it needs no login.</param>
    /// <param name="Port">The port that works; null if the server doesn't answer.</param>
    /// <param name="Failure">Why the server doesn't answer.</param>
    private sealed record MailLogin(string? User, string? Password, MailPort? Port, OperationException? Failure);
}
