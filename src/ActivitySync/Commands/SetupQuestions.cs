using System.CommandLine;
using System.Globalization;
using ActivitySync.Operations;
using ActivitySync.Settings;

namespace ActivitySync.Commands;

/// <summary>The questions of <c>setup</c>, in order. What can be known without asking is assumed and told.</summary>
internal sealed class SetupQuestions(VerbCall call, SetupTarget target)
{
    private const string None = "none";

    /// <summary>The two doors of a mail server that programs may use, and the ones of a relay on this machine.</summary>
    private static readonly (int Port, string Security)[] _doors = [(587, "starttls"), (465, "tls")];

    private static readonly (int Port, string Security)[] _localDoors = [(25, "none"), (587, "starttls")];

    private readonly Interview _interview = new(
        new StreamReader(call.OpenStandardInput()), call.Out, isTerminal: !Console.IsInputRedirected && !Console.IsOutputRedirected);

    private readonly SetupTrials _trials = new(call.Clock);
    private readonly SettingsDraft _draft = new();

    /// <exception cref="CannotProceedException">A flag's value does not hold, or nobody answers; nothing was written.</exception>
    public async Task<SettingsDraft> AskAsync(CancellationToken cancellationToken)
    {
        _draft.Set("ActivitySync:DataDirectory", target.DataDirectory);
        var email = await AskAsync("Athletes:0:Email", SetupFlags.Email, new Question("Your mail address"));
        _draft.Set("Athletes:0:Name", await CheckedAsync("Athletes:0:Name", SetupFlags.Name, NameFrom(email)));
        var local = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : null;
        await AskAsync("Athletes:0:TimeZone", SetupFlags.TimeZone, new Question("Time zone", local));
        _draft.Set("Athletes:0:Language", await CheckedAsync("Athletes:0:Language", SetupFlags.Language, Language()));
        _draft.Set("Athletes:0:Units", await CheckedAsync("Athletes:0:Units", SetupFlags.Units, RegionInfo.CurrentRegion.IsMetric ? "metric" : "imperial"));
        await AskAsync("Athletes:0:Budget", SetupFlags.Budget, new Question("Massages: regular, occasional (around races), or none (five minutes at home)", "regular"));
        await SourcesAsync(cancellationToken);
        await MailAsync(email, cancellationToken);
        return _draft;
    }

    private async Task SourcesAsync(CancellationToken cancellationToken)
    {
        var sources = await _interview.AskAsync(
            new Question("Where your runs come from: files, garmin, strava (several with commas)", "files"), SetupFlags.Sources.Name, call.Value(SetupFlags.Sources), answer =>
            {
                var words = answer.ToLowerInvariant().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
                var wrong = words.FirstOrDefault(word => word is not ("files" or "garmin" or "strava"));
                return Task.FromResult<(string[]?, string?)>(wrong is null && words.Length > 0 ? (words, null) : (null, $"\"{wrong}\": wants files, garmin or strava."));
            });
        if (sources.Contains("files")) await InboxAsync();
        if (sources.Contains("garmin"))
        {
            _draft.Set("Athletes:0:Sources:Garmin", true);
            await SecretAsync(
                "Athletes:0:GarminApiKey", SetupFlags.GarminKeyFile, "Garmin's personal key (make one at connect.garmin.com/app/settings/personalApiToken)", settings => _trials.GarminAsync(settings, cancellationToken));
        }

        if (!sources.Contains("strava")) return;
        await AskAsync("Strava:ClientId", SetupFlags.StravaId, new Question("Strava's Client ID (make an app at strava.com/settings/api, callback domain localhost)"));
        _draft.Set("Athletes:0:Sources:Strava", true);
        await SecretAsync("Strava:ClientSecret", SetupFlags.StravaSecretFile, "Strava's Client Secret", settings => _trials.StravaAsync(settings, cancellationToken));
    }

    private async Task InboxAsync()
    {
        var folder = await _interview.AskAsync(
            new Question("Folder to watch for activity files and exports", Path.Combine(target.DataDirectory, "inbox")), SetupFlags.Inbox.Name, call.Value(SetupFlags.Inbox), answer =>
            {
                try
                {
                    var full = Path.GetFullPath(answer.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), answer[2..]) : answer);
                    Store.DataDirectory.Ensure(target.DataDirectory); // else it would be made with an inbox in it, and for everybody
                    Directory.CreateDirectory(full);
                    _ = Directory.EnumerateFileSystemEntries(full).Any();
                    return Task.FromResult<(string?, string?)>((full, null));
                }
                catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
                {
                    return Task.FromResult<(string?, string?)>((null, $"{answer}: is not there and cannot be made, or may not be read; name another folder."));
                }
            });
        _draft.Set("Athletes:0:Sources:Inbox", folder);
    }

    private async Task MailAsync(string email, CancellationToken cancellationToken)
    {
        var host = await _interview.AskAsync(
            new Question("Mail server, like smtp.example.org ('none' puts mails into a folder for now)", None), SetupFlags.MailHost.Name, call.Value(SetupFlags.MailHost), async answer =>
                (answer, answer == None ? null : await TroubleWithNameAsync(answer, cancellationToken)));
        if (host == None)
        {
            _draft.Set("Mail:From", call.Value(SetupFlags.MailFrom) ?? email).Set("Mail:PickupDirectory", Path.Combine(target.DataDirectory, "mails"));
            return;
        }

        var isLocal = SmtpSettings.IsThisMachine(host);
        (int Port, string Security)? door = null;
        var user = await _interview.AskAsync(
            new Question("Login name there ('none' if it wants no login)", isLocal ? None : email), SetupFlags.MailUser.Name, call.Value(SetupFlags.MailUser), async answer =>
            {
                if (answer != None) return (answer, null);
                (door, var trouble) = await DoorAsync(host, null, null, From(email, null), cancellationToken);
                return (answer, trouble);
            });
        string? password = null;
        if (user != None)
        {
            password = await _interview.AskAsync(
                new Question("Password there (often an app password)", IsSecret: true), SetupFlags.MailPasswordFile.Name, FromFile(SetupFlags.MailPasswordFile), async answer =>
                {
                    (door, var trouble) = await DoorAsync(host, user, answer, From(email, user), cancellationToken);
                    return (answer, trouble);
                });
        }

        AddMail(_draft, host, door!.Value, user == None ? null : user, password, From(email, user));
    }

    private async Task<string?> TroubleWithNameAsync(string host, CancellationToken cancellationToken)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) return $"\"{host}\": wants the name of a server, without protocol and port.";
        if (call.Value(SetupFlags.Unchecked)) return null;
        try
        {
            await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
            return null;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return $"\"{host}\": no such name is known; check its spelling and this machine's network.";
        }
    }

    /// <summary>Tries the doors of a mail server; the first that lets us in.</summary>
    private async Task<((int Port, string Security)? Door, string? Trouble)> DoorAsync(string host, string? user, string? password, string from, CancellationToken cancellationToken)
    {
        string? trouble = null;
        foreach (var door in Doors(host))
        {
            var draft = new SettingsDraft().Set("Athletes:0:Name", "x").Set("Athletes:0:Email", from).Set("Athletes:0:TimeZone", "Etc/UTC");
            AddMail(draft, host, door, user, password, from);
            var read = draft.Read(target.File);
            if (read.Mistakes.FirstOrDefault(mistake => mistake.Key.StartsWith("Mail", StringComparison.Ordinal)) is { } mistake) return (null, SetupFlags.OfMail($"{mistake.Key}: {mistake.Text}"));
            if (call.Value(SetupFlags.Unchecked)) return (door, null);
            if (await _trials.MailAsync(read.Settings!, cancellationToken) is not { } line) return (door, null);
            trouble ??= SetupFlags.OfMail(line);
        }

        return (null, trouble);
    }

    private IEnumerable<(int Port, string Security)> Doors(string host)
    {
        var security = call.Value(SetupFlags.MailSecurity);
        if (call.Value(SetupFlags.MailPort) is not { } typed)
            return (SmtpSettings.IsThisMachine(host) ? _localDoors : _doors).Where(door => security is null || door.Security == security);
        if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new CannotProceedException(ExitCode.WrongInput, $"{SetupFlags.MailPort.Name}: \"{typed}\": wants a number, like 587.");
        return [(port, security ?? (port == _doors[1].Port ? _doors[1].Security : port == _localDoors[0].Port ? _localDoors[0].Security : _doors[0].Security))];
    }

    private static void AddMail(SettingsDraft draft, string host, (int Port, string Security) door, string? user, string? password, string from) => draft
        .Set("Mail:From", from)
        .Set("Mail:Smtp:Host", host)
        .Set("Mail:Smtp:Port", door.Port)
        .Set("Mail:Smtp:Security", door.Security)
        .Set("Mail:Smtp:Username", user)
        .Set("Mail:Smtp:Password", password);

    private string From(string email, string? user) => call.Value(SetupFlags.MailFrom) ?? (user?.Contains('@', StringComparison.Ordinal) == true ? user : email);

    private async Task<string> AskAsync(string key, Option<string?> flag, Question question)
    {
        var answer = await _interview.AskAsync(question, flag.Name, call.Value(flag), text => Task.FromResult<(string?, string?)>((text, Mistake(key, text))));
        _draft.Set(key, answer);
        return answer;
    }

    private async Task SecretAsync(string key, Option<string?> flag, string question, Func<AppSettings, Task<string?>> trial)
    {
        var secret = await _interview.AskAsync(new Question(question, IsSecret: true), flag.Name, FromFile(flag), async text =>
        {
            if (text.Length == 0) return (null, "nothing was typed.");
            if (call.Value(SetupFlags.Unchecked)) return (text, null);
            var asked = _draft.Copy().Set(key, text).Read(target.File).Settings!;
            return (text, await trial(asked));
        });
        _draft.Set(key, secret);
    }

    private async Task<string> CheckedAsync(string key, Option<string?> flag, string assumed)
    {
        if (call.Value(flag) is not { } given) return assumed;
        return await _interview.AskAsync(new Question(key), flag.Name, given, text => Task.FromResult<(string?, string?)>((text, Mistake(key, text))));
    }

    /// <summary>What the settings would say of the answer.</summary>
    private string? Mistake(string key, string text) =>
        _draft.Copy().Set(key, text).Read(target.File).Mistakes.FirstOrDefault(mistake => mistake.Key == key)?.Text;

    private string? FromFile(Option<string?> flag)
    {
        if (call.Value(flag) is not { } file) return null;
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CannotProceedException(ExitCode.WrongInput, $"{flag.Name} {file}: cannot be read; check the path and its rights.", trouble);
        }
    }

    private static string NameFrom(string email)
    {
        var name = string.Concat(email.Split('@')[0].ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return name.Length > 0 ? name : "runner";
    }

    private static string Language() =>
        AthleteSettingsParser.KnownLanguages.Contains(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : "en";
}
