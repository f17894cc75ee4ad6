using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>Asks the questions of <c>setup</c>. Settings with a good default have a flag but no question.</summary>
internal sealed partial class SetupInterview(
    CommandContext context,
    SetupTarget target,
    SetupFolders folders,
    CancellationToken cancellationToken
)
{
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
                UsesImperialUnits(context.MachineCulture) ? "imperial" : "metric"
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
            _draft.Set(
                dayKey,
                await GetCheckedAsync(dayKey, SetupOptions.DigestDay, "", SetupAnswerParser.NormalizeDay)
            );
            _draft.Set(
                timeKey,
                await GetCheckedAsync(timeKey, SetupOptions.DigestTime, "", SetupAnswerParser.NormalizeTime)
            );
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
        CreateDataDirectory(); // first, or it would be created for the inbox in it, readable by everyone
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
                    folders.Create(full, CreateInbox);
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

    private void CreateDataDirectory()
    {
        try
        {
            folders.Create(target.DataDirectory, ActivitySync.Data.DataDirectory.Ensure);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{SetupOptions.Data.Name}: {target.DataDirectory} cannot be created. Use another folder.",
                exception
            );
        }
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

    private async Task<string> AskAsync(string key, Option<string?> flag, SetupQuestion question)
    {
        var answer = await _prompt.AskAsync(question, flag.Name, context.GetValue(flag), text =>
            Task.FromResult<(string?, string?)>((text, FindError(key, text)))
        );
        _draft.Set(key, answer);
        return answer;
    }

    private async Task AskSecretAsync(string key, Option<string?> flag, string question, Func<AppSettings, Task> check)
    {
        var secret = await _prompt.AskAsync<string>(
            new SetupQuestion(question, IsSecret: true),
            flag.Name,
            ReadSecretFile(flag),
            async text =>
            {
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
                await check(settings);
                return (text, null);
            }
        );
        _draft.Set(key, secret);
    }

    /// <summary>Gets the value of a flag without a question.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="flag">The flag.</param>
    /// <param name="defaultValue">The value without the flag.</param>
    /// <param name="normalize">Converts what people write to what the settings expect; null changes nothing.</param>
    private async Task<string> GetCheckedAsync(
        string key,
        Option<string?> flag,
        string defaultValue,
        Func<string, string>? normalize = null
    )
    {
        if (context.GetValue(flag) is not { } given)
        {
            return defaultValue;
        }

        return await _prompt.AskAsync(new SetupQuestion(key), flag.Name, given, text =>
        {
            var value = normalize is null ? text : normalize(text);
            return Task.FromResult<(string?, string?)>((value, FindError(key, value)));
        });
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

    private string GetDefaultLanguage() =>
        context.MachineCulture.TwoLetterISOLanguageName is var language
        && AthleteSettingsParser.Languages.ContainsKey(language)
            ? language
            : "en";

    /// <summary>A culture without a country, such as that of the locale C, is metric.</summary>
    private static bool UsesImperialUnits(CultureInfo culture) =>
        culture is { IsNeutralCulture: false, Name.Length: > 0 } && !new RegionInfo(culture.Name).IsMetric;
}
