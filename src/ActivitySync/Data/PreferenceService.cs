using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>Shows and changes an athlete's preferences, for the page and for commands.</summary>
internal sealed class PreferenceService(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock
)
{
    /// <summary>In characters, of a key that was typed and is shown in an error.</summary>
    private const int MaxShownLength = 40;

    /// <summary>Reads all preferences of an athlete.</summary>
    /// <param name="name">The athlete's name, which is in the settings.</param>
    public IReadOnlyList<PreferenceState> GetAll(string name)
    {
        var configured = roster.GetConfigured(name);
        var effective = roster.Get(name);
        return [.. Preference.All.Select(preference => CreateState(preference, configured, effective))];
    }

    /// <inheritdoc cref="GetAll"/>
    /// <exception cref="OperationException">There is no such preference.</exception>
    public PreferenceState Get(string name, string key) =>
        CreateState(GetPreference(key), roster.GetConfigured(name), roster.Get(name));

    /// <summary>Saves a value.</summary>
    /// <param name="name">The athlete's name, which is in the settings.</param>
    /// <param name="key">The key of the preference, without regard to case.</param>
    /// <param name="text">The value as in the settings file; of a list, each line is an element.</param>
    /// <exception cref="OperationException">There is no such preference, the value is invalid, or only the operator can
    /// change it. The message is one line and names the key.</exception>
    public PreferenceChange Save(string name, string key, string text)
    {
        var value = Parse(name, key, text);
        return Change(roster.GetConfigured(name), GetPreference(key), value);
    }

    /// <summary>Checks a value without saving it, and returns it as it is stored.</summary>
    /// <inheritdoc cref="Save" path="/param"/>
    /// <exception cref="OperationException">As <see cref="Save"/>.</exception>
    public string Parse(string name, string key, string text)
    {
        var preference = GetPreference(key);
        var configured = roster.GetConfigured(name);
        ThrowIfLocked(preference, configured);
        var applied = preference.TryApply(configured, text, out var error)
            ?? throw new OperationException(ErrorKind.InvalidInput, error!);
        return preference.Format(applied);
    }

    /// <summary>Deletes a value, so that the settings hold again. Does nothing if none is stored.</summary>
    /// <exception cref="OperationException">There is no such preference, or only the operator can change
    /// it.</exception>
    public PreferenceChange Reset(string name, string key)
    {
        var preference = GetPreference(key);
        var configured = roster.GetConfigured(name);
        ThrowIfLocked(preference, configured);
        return Change(configured, preference, null);
    }

    /// <summary>Undoes a change.</summary>
    /// <exception cref="OperationException">The former value is no longer valid, or only the operator can change
    /// it.</exception>
    public PreferenceChange Undo(string name, PreferenceChange change) =>
        change.Former is { } former ? Save(name, change.Preference.Key, former) : Reset(name, change.Preference.Key);

    private PreferenceState CreateState(Preference preference, AthleteSettings configured, AthleteSettings effective) =>
        new(
            preference,
            preference.Format(effective),
            effective.GetOrigin(preference),
            preference.Format(configured),
            settings.FindLock(configured, preference)
        );

    private PreferenceChange Change(AthleteSettings configured, Preference preference, string? value)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, configured.Name, clock);
        using var transaction = connection.BeginFor(athleteId);
        var former = PreferenceRepository.FindValue(connection, athleteId, preference, transaction);
        if (value is null)
        {
            PreferenceRepository.Remove(connection, athleteId, preference, transaction);
        }
        else
        {
            PreferenceRepository.Save(connection, athleteId, preference, value, clock.GetUtcNow(), transaction);
        }

        transaction.Commit();
        var isReadable = former is not null && preference.TryApply(configured, former, out _) is not null;
        return new PreferenceChange(preference, isReadable ? former : null, value);
    }

    private void ThrowIfLocked(Preference preference, AthleteSettings configured)
    {
        var reason = settings.FindLock(configured, preference) switch
        {
            PreferenceLock.Environment => $"is set by {configured.GetOrigin(preference).Text}, which comes first. "
                + "Set it there, or remove it there.",
            PreferenceLock.Operator =>
                "is locked by the operator (Page:Locked). Set it in the settings file, or remove it from Page:Locked.",
            _ => null,
        };
        if (reason is not null)
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{preference.Key}: {reason}");
        }
    }

    private static Preference GetPreference(string key)
    {
        if (Preference.Find(key) is { } known)
        {
            return known;
        }

        var keys = Preference.All.Select(preference => preference.Key).ToList();
        var shown = TerminalText.Sanitize(key, MaxShownLength);
        throw new OperationException(
            ErrorKind.InvalidInput,
            NearestMatch.Find(shown, keys) is { } nearest
                ? $"\"{shown}\": no such preference; did you mean {nearest}?"
                : $"\"{shown}\": no such preference. Use one of {string.Join(", ", keys)}."
        );
    }
}

/// <summary>A preference of an athlete as it is now.</summary>
/// <param name="Preference">The preference.</param>
/// <param name="Value">The effective value as text; of a list, each line is an element.</param>
/// <param name="Origin">Where the effective value comes from.</param>
/// <param name="ConfiguredValue">The value without the page, which a reset brings back.</param>
/// <param name="Lock">What keeps the athlete from changing it.</param>
internal sealed record PreferenceState(
    Preference Preference,
    string Value,
    SettingOrigin Origin,
    string ConfiguredValue,
    PreferenceLock Lock
)
{
    public bool CanChange => Lock == PreferenceLock.None;
}

/// <summary>A change of a preference that was saved.</summary>
/// <param name="Preference">The preference.</param>
/// <param name="Former">The text that was stored before; null if there was none, or none that can be read. See
/// <see cref="PreferenceService.Undo"/>.</param>
/// <param name="Value">The text that is stored now; null after a reset.</param>
internal sealed record PreferenceChange(Preference Preference, string? Former, string? Value);
