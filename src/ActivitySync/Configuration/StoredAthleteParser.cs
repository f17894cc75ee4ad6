namespace ActivitySync.Configuration;

/// <summary>Parses the settings of athletes in the database with the parser of the settings file.</summary>
/// <param name="sources">The parsers of the sources.</param>
internal sealed class StoredAthleteParser(IReadOnlyList<SourceSettingsParser> sources)
{
    /// <summary>The secrets of athletes for sources: they are never part of the stored settings.</summary>
    public IReadOnlyList<(SourceName Source, AthleteSecret Secret)> Secrets { get; } =
    [
        .. sources
            .Where(source => source.AthleteSecret is not null)
            .Select(source => (source.Name, source.AthleteSecret!)),
    ];

    /// <summary>The switches of the sources below <c>Sources</c>, by the name of the source.</summary>
    public IReadOnlyDictionary<string, string> SourceSections { get; } =
        sources.ToDictionary(source => source.Name.Text, source => source.SectionName, StringComparer.Ordinal);

    /// <summary>Parses an athlete. The result is to be used only if no error was added.</summary>
    /// <param name="document">The settings.</param>
    /// <param name="origin">The place in errors: <c>members.jsonl:3</c>.</param>
    /// <param name="errors">Gets all errors, also one for each unknown key.</param>
    public AthleteSettings Parse(AthleteDocument document, string origin, List<SettingError> errors)
    {
        var found = new List<SettingError>();
        var reader = new SettingsReader(document.Values, found);
        // A key of a service can be entered later, by 'connect' or on the page.
        var athlete = AthleteSettingsParser.ParseAthlete(reader, "", sources, requireSecrets: false);
        reader.RejectUnknownKeys("an athlete");
        errors.AddRange(found.Select(error => error with { Origin = origin }));
        return athlete;
    }
}
