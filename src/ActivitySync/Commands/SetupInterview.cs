using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>Asks the questions of <c>setup</c>. Settings with a good default have a flag but no question.</summary>
internal sealed class SetupInterview(CommandContext context, SetupTarget target, CancellationToken cancellationToken)
{
    private const string None = "none";

    /// <summary>The submission ports of a mail server, in the order they are tried.</summary>
    private static readonly (int Port, string Security)[] MailPorts = [(587, "starttls"), (465, "tls")];

    /// <summary>The ports of a relay on this machine, in the order they are tried.</summary>
    private static readonly (int Port, string Security)[] LocalMailPorts = [(25, "none"), (587, "starttls")];

    private readonly ConsolePrompt _prompt = new(
        new StreamReader(context.OpenStandardInput()),
        context.Out,
        context.Format,
        isTerminal: !Console.IsInputRedirected && !Console.IsOutputRedirected,
        cancellationToken
    );

    private readonly SetupProbe _probe = new(context.Clock);
    private readonly SettingsDraft _draft = new();

    /// <summary>Asks every question and returns what to save.</summary>
    /// <exception cref="OperationException">A flag's value is invalid, or the input ends. Nothing was
    /// saved.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C was pressed. Nothing was saved.</exception>
    public async Task<SetupAnswers> AskAllAsync()
    {
        _draft.Set("ActivitySync:DataDirectory", target.DataDirectory);
        var email = await AskAsync("Athletes:0:Email", SetupOptions.Email, new SetupQuestion("Your email address"));
        _draft.Set("Athletes:0:Name", await GetCheckedAsync("Athletes:0:Name", SetupOptions.Name, CreateName(email)));
        var local = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : null;
        var zone = await AskTimeZoneAsync(local);
        _draft.Set(
            "Athletes:0:Language",
            await GetCheckedAsync("Athletes:0:Language", SetupOptions.Language, GetDefaultLanguage())
        );
        _draft.Set(
            "Athletes:0:Units",
            await GetCheckedAsync(
                "Athletes:0:Units",
                SetupOptions.Units,
                RegionInfo.CurrentRegion.IsMetric ? "metric" : "imperial"
            )
        );
        await AskAsync(
            "Athletes:0:Budget",
            SetupOptions.Budget,
            new SetupQuestion("Massages: regular, occasional (around races), or none (five minutes at home)", "regular")
        );
        await AskSourcesAsync();
        await AskMailAsync(email);
        await AskDigestMomentAsync();
        return await AskLogbookAsync(zone);
    }

    /// <summary>Asks for a time zone; a large city in it will do.</summary>
    private async Task<TimeZoneInfo> AskTimeZoneAsync(string? local)
    {
        const string key = "Athletes:0:TimeZone";
        var zone = await _prompt.AskAsync(
            new SetupQuestion("Time zone, or a large city in it", local),
            SetupOptions.TimeZone.Name,
            context.GetValue(SetupOptions.TimeZone),
            text =>
            {
                var error = FindError(key, text);
                var found = error is null ? text : TimeZoneCities.Find(text);
                return Task.FromResult<(string?, string?)>(
                    (
                        found,
                        found is not null ? null
                        : TimeZoneCities.FindSimilar(text) is { } similar
                            ? $"\"{TerminalText.Sanitize(text, 40)}\" is unknown; did you mean \"{similar}\"?"
                        : error
                    )
                );
            }
        );
        _draft.Set(key, zone);
        return TimeZoneInfo.FindSystemTimeZoneById(zone);
    }

    private async Task AskDigestMomentAsync()
    {
        const string dayKey = "Athletes:0:Digest:Day";
        const string timeKey = "Athletes:0:Digest:Time";
        if (
            context.GetValue(SetupOptions.DigestDay) is not null
            || context.GetValue(SetupOptions.DigestTime) is not null
        )
        {
            _draft.Set(dayKey, await GetCheckedAsync(dayKey, SetupOptions.DigestDay, ""));
            _draft.Set(timeKey, await GetCheckedAsync(timeKey, SetupOptions.DigestTime, ""));
            return;
        }

        var moment = await _prompt.AskAsync(
            new SetupQuestion("Day and time of the weekly email", "Sunday 19:00", IsOptional: true),
            SetupOptions.DigestDay.Name,
            null,
            answer => Task.FromResult(SetupAnswerParser.ParseDigestMoment(answer))
        );
        _draft.Set(dayKey, moment?.Day).Set(timeKey, moment?.Time);
    }

    /// <summary>Asks for what goes into the logbook, and whether a first digest is sent. Root isn't asked for the
    /// service's database, which belongs to the service's user.</summary>
    private async Task<SetupAnswers> AskLogbookAsync(TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), zone).DateTime);
        var canAsk = target.CanUseDatabase;
        var race = await AskOptionalAsync(
            "Next race, like 18.04.2027 City Marathon 42.2 km (Enter skips)",
            SetupOptions.NextRace,
            answer => SetupAnswerParser.ParseRace(answer, today)
        );
        var massage = await AskOptionalAsync(
            "Last massage, like 20.11.2026 deep (Enter skips)",
            SetupOptions.LastMassage,
            answer => SetupAnswerParser.ParseMassage(answer, today)
        );
        var sends =
            canAsk || context.GetValue(SetupOptions.FirstDigest) is not null
                ? await _prompt.AskAsync(
                    new SetupQuestion("Send a first digest now, yes or no", SetupAnswerParser.Yes, IsOptional: true),
                    SetupOptions.FirstDigest.Name,
                    context.GetValue(SetupOptions.FirstDigest),
                    answer => Task.FromResult(SetupAnswerParser.ParseYesNo(answer))
                )
                : null;
        return new SetupAnswers(_draft)
        {
            Race = race,
            Massage = massage,
            SendsDigest = canAsk && sends == SetupAnswerParser.Yes,
        };

        async Task<T?> AskOptionalAsync<T>(
            string question,
            Option<string?> flag,
            Func<string, (T? Value, string? Error)> parse
        )
            where T : class =>
            canAsk || context.GetValue(flag) is not null
                ? await _prompt.AskAsync(
                    new SetupQuestion(question, IsOptional: true),
                    flag.Name,
                    context.GetValue(flag),
                    answer => Task.FromResult(parse(answer))
                )
                : null;
    }

    private async Task AskSourcesAsync()
    {
        var sources = await _prompt.AskAsync(
            new SetupQuestion(
                $"Where your runs come from: {string.Join(", ", SetupOptions.SourceChoices)} (several with commas)",
                SetupOptions.FilesChoice
            ),
            SetupOptions.Sources.Name,
            context.GetValue(SetupOptions.Sources),
            answer =>
            {
                var words = answer.ToLowerInvariant().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
                var wrong = words.FirstOrDefault(word => !SetupOptions.SourceChoices.Contains(word));
                return Task.FromResult<(string[]?, string?)>(
                    wrong is null && words.Length > 0
                        ? (words, null)
                        : (null, $"\"{wrong}\" is invalid; expected {ListChoices()}.")
                );
            }
        );
        if (sources.Contains(SetupOptions.FilesChoice))
        {
            await AskInboxAsync();
        }

        foreach (var source in SetupOptions.SetupSources.Where(source => sources.Contains(source.Name.Text)))
        {
            _draft.Set($"Athletes:0:Sources:{source.SettingsParser.SectionName}", true);
            foreach (var step in source.SetupSteps)
            {
                await AskSourceAsync(source, step);
            }
        }

        static string ListChoices() =>
            $"{string.Join(", ", SetupOptions.SourceChoices.SkipLast(1))} or {SetupOptions.SourceChoices[^1]}";
    }

    private async Task AskSourceAsync(SourceDescriptor source, SetupStep step)
    {
        var option = SetupOptions.Get(step.Option);
        if (step.IsSecret)
        {
            await AskSecretAsync(step.Key, option, step.Question, settings =>
                _probe.ProbeSourceAsync(source, settings, cancellationToken)
            );
        }
        else
        {
            await AskAsync(step.Key, option, new SetupQuestion(step.Question));
        }
    }

    private async Task AskInboxAsync()
    {
        var folder = await _prompt.AskAsync(
            new SetupQuestion(
                "Folder to watch for activity files and exports",
                Path.Combine(target.DataDirectory, "inbox")
            ),
            SetupOptions.Inbox.Name,
            context.GetValue(SetupOptions.Inbox),
            answer =>
            {
                try
                {
                    var full = Path.GetFullPath(
                        answer.StartsWith("~/", StringComparison.Ordinal)
                            ? Path.Combine(
                                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                                answer[2..]
                            )
                            : answer
                    );
                    // First, or it would be created for the inbox in it, readable by everyone.
                    ActivitySync.Data.DataDirectory.Ensure(target.DataDirectory);
                    CreateInbox(full);
                    _ = Directory.EnumerateFileSystemEntries(full).Any();
                    return Task.FromResult<(string?, string?)>((full, null));
                }
                catch (Exception exception)
                    when (exception is IOException or UnauthorizedAccessException or ArgumentException)
                {
                    return Task.FromResult<(string?, string?)>(
                        (null, $"{answer}: cannot be created or read. Use another folder.")
                    );
                }
            }
        );
        _draft.Set("Athletes:0:Sources:Inbox", folder);
    }

    /// <summary>Creates the inbox for its owner only. One that root creates is for the user that runs the
    /// daemon.</summary>
    private static void CreateInbox(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            PrivateFolder.Ensure(folder);
        }
    }

    private async Task AskMailAsync(string email)
    {
        var host = await _prompt.AskAsync(
            new SetupQuestion("Mail server, like smtp.example.org ('none' writes emails into a folder for now)", None),
            SetupOptions.MailHost.Name,
            context.GetValue(SetupOptions.MailHost),
            async answer => (answer, answer == None ? null : await FindHostNameErrorAsync(answer))
        );
        if (host == None)
        {
            _draft
                .Set("Mail:From", context.GetValue(SetupOptions.MailFrom) ?? email)
                .Set("Mail:PickupDirectory", Path.Combine(target.DataDirectory, "mails"));
            return;
        }

        var isLocal = SmtpSettings.IsLocalHost(host);
        (int Port, string Security)? port = null;
        var user = await _prompt.AskAsync(
            new SetupQuestion("User name there ('none' if it needs no login)", isLocal ? None : email),
            SetupOptions.MailUser.Name,
            context.GetValue(SetupOptions.MailUser),
            async answer =>
            {
                if (answer != None)
                {
                    return (answer, null);
                }

                (port, var error) = await FindWorkingPortAsync(host, null, null, ChooseSender(email, null));
                return (answer, error);
            }
        );
        string? password = null;
        if (user != None)
        {
            password = await _prompt.AskAsync(
                new SetupQuestion("Password there (often an app password)", IsSecret: true),
                SetupOptions.MailPasswordFile.Name,
                ReadSecretFile(SetupOptions.MailPasswordFile),
                async answer =>
                {
                    (port, var error) = await FindWorkingPortAsync(host, user, answer, ChooseSender(email, user));
                    return (answer, error);
                }
            );
        }

        SetMail(_draft, host, port!.Value, user == None ? null : user, password, ChooseSender(email, user));
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
            await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
            return null;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return $"\"{host}\": cannot be resolved. Check its spelling and this machine's network.";
        }
    }

    /// <summary>Tries the ports of a mail server. Returns the first that works, or the error of the first
    /// one.</summary>
    private async Task<((int Port, string Security)? Port, string? Error)> FindWorkingPortAsync(
        string host,
        string? user,
        string? password,
        string from
    )
    {
        string? firstError = null;
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
                return (null, SetupOptions.ReplaceSettingNames($"{invalid.Key}: {invalid.Message}"));
            }

            if (context.GetValue(SetupOptions.SkipChecks))
            {
                return (port, null);
            }

            if (await ProbeMailAsync(read.Settings!) is not { } failure)
            {
                return (port, null);
            }

            firstError ??= SetupOptions.ReplaceSettingNames(failure);
        }

        return (null, firstError);
    }

    private async Task<string?> ProbeMailAsync(AppSettings settings)
    {
        using var progress = context.ShowProgress(() => "Connecting to the mail server");
        return await _probe.ProbeMailAsync(settings, cancellationToken);
    }

    private IEnumerable<(int Port, string Security)> GetPortsToTry(string host)
    {
        var security = context.GetValue(SetupOptions.MailSecurity);
        if (context.GetValue(SetupOptions.MailPort) is not { } typed)
        {
            return (SmtpSettings.IsLocalHost(host) ? LocalMailPorts : MailPorts).Where(port =>
                security is null || port.Security == security
            );
        }

        if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{SetupOptions.MailPort.Name}: \"{typed}\" is invalid; expected a number, like 587."
            );
        }

        return
        [
            (
                number,
                security
                    ?? (
                        number == MailPorts[1].Port ? MailPorts[1].Security
                        : number == LocalMailPorts[0].Port ? LocalMailPorts[0].Security
                        : MailPorts[0].Security
                    )
            ),
        ];
    }

    private static void SetMail(
        SettingsDraft draft,
        string host,
        (int Port, string Security) port,
        string? user,
        string? password,
        string from
    ) =>
        draft
            .Set("Mail:From", from)
            .Set("Mail:Smtp:Host", host)
            .Set("Mail:Smtp:Port", port.Port)
            .Set("Mail:Smtp:Security", port.Security)
            .Set("Mail:Smtp:Username", user)
            .Set("Mail:Smtp:Password", password);

    private string ChooseSender(string email, string? user) =>
        context.GetValue(SetupOptions.MailFrom)
        ?? (user?.Contains('@', StringComparison.Ordinal) == true ? user : email);

    private async Task<string> AskAsync(string key, Option<string?> flag, SetupQuestion question)
    {
        var answer = await _prompt.AskAsync(question, flag.Name, context.GetValue(flag), text =>
            Task.FromResult<(string?, string?)>((text, FindError(key, text)))
        );
        _draft.Set(key, answer);
        return answer;
    }

    private async Task AskSecretAsync(
        string key,
        Option<string?> flag,
        string question,
        Func<AppSettings, Task<string?>> check
    )
    {
        var secret = await _prompt.AskAsync(
            new SetupQuestion(question, IsSecret: true),
            flag.Name,
            ReadSecretFile(flag),
            async text =>
            {
                if (text.Length == 0)
                {
                    return (null, "must not be empty.");
                }

                if (context.GetValue(SetupOptions.SkipChecks))
                {
                    return (text, null);
                }

                var settings = _draft
                    .Copy()
                    .Set(key, text)
                    .Read(target.File, SourceDescriptors.SettingsParsers)
                    .Settings!;
                using var progress = context.ShowProgress(() => "Checking");
                return (text, await check(settings));
            }
        );
        _draft.Set(key, secret);
    }

    private async Task<string> GetCheckedAsync(string key, Option<string?> flag, string defaultValue)
    {
        if (context.GetValue(flag) is not { } given)
        {
            return defaultValue;
        }

        return await _prompt.AskAsync(new SetupQuestion(key), flag.Name, given, text =>
            Task.FromResult<(string?, string?)>((text, FindError(key, text)))
        );
    }

    /// <summary>Parses the answer as a setting and returns its error; null if it is valid.</summary>
    private string? FindError(string key, string text) =>
        _draft
            .Copy()
            .Set(key, text)
            .Read(target.File, SourceDescriptors.SettingsParsers)
            .Errors.FirstOrDefault(error => error.Key == key)
            ?.Message;

    private string? ReadSecretFile(Option<string?> flag) =>
        context.GetValue(flag) is { } file ? SecretFile.Read(flag.Name, file) : null;

    private static string CreateName(string email)
    {
        var name = string.Concat(
                email
                    .Split('@')[0]
                    .ToLowerInvariant()
                    .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')
            )
            .Trim('-');
        return name.Length > 0 ? name : "athlete";
    }

    private static string GetDefaultLanguage() =>
        AthleteSettingsParser.Languages.ContainsKey(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName
            : "en";
}
