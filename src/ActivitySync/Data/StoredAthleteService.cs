using System.Data.Common;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>Adds, changes and removes athletes in the database. What it saves was checked like the settings
/// file.</summary>
internal sealed class StoredAthleteService(
    Database database,
    StoredAthleteParser parser,
    SecretProtector protector,
    TimeProvider clock
)
{
    private const string NameKey = "Name";

    /// <summary>Finds the stored settings of an athlete, without <c>Name</c>; null if the athlete is not
    /// stored.</summary>
    /// <exception cref="OperationException">The settings are no JSON, or the database cannot be read.</exception>
    public AthleteDocument? Find(string name)
    {
        if (!database.Exists)
        {
            return null;
        }

        using var connection = database.Open();
        if (RosterRepository.Find(connection, name) is not { } row)
        {
            return null;
        }

        var errors = new List<SettingError>();
        var document = AthleteDocument.Parse(Encoding.UTF8.GetBytes(row.Settings), AthleteDocument.Origin, errors);
        return errors.Count == 0
            ? document
            : throw new OperationException(
                ErrorKind.Failed,
                $"The database: the settings of {name} cannot be read. "
                    + "Use 'activitysync athlete import' to replace them."
            );
    }

    /// <summary>Whether the athlete is stored, even if the settings can't be read.</summary>
    public bool Exists(string name)
    {
        if (!database.Exists)
        {
            return false;
        }

        using var connection = database.Open();
        return RosterRepository.Find(connection, name) is not null;
    }

    /// <summary>Checks the settings of an athlete and saves them; they replace earlier ones. Keys of services are
    /// encrypted; without one, a stored key stays.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="document">The settings with <c>Name</c>.</param>
    /// <param name="origin">The place in errors: <c>members.jsonl:3</c>.</param>
    /// <param name="errors">Gets all errors; then nothing is saved.</param>
    /// <param name="canSave">Whether an athlete who passed all checks may be saved; null: yes.</param>
    /// <returns>The athlete, and whether one was replaced; null after an error.</returns>
    public (AthleteSettings Athlete, bool IsReplaced)? Save(
        DbConnection connection,
        AthleteDocument document,
        string origin,
        List<SettingError> errors,
        Func<AthleteSettings, bool>? canSave = null
    )
    {
        var athlete = parser.Parse(document, origin, errors);
        if (errors.Count > 0 || canSave?.Invoke(athlete) == false)
        {
            return null;
        }

        var settings = parser
            .Secrets.Aggregate(document.With(NameKey, null), (rest, known) => rest.With(known.Secret.Key, null))
            .ToJson();
        var isReplaced = RosterRepository.Find(connection, athlete.Name) is not null;
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var now = clock.GetUtcNow();
        using var transaction = connection.BeginTransaction();
        RosterRepository.Save(connection, athleteId, settings, now, transaction);
        foreach (var (source, secret) in parser.Secrets)
        {
            if (athlete.Sources.Secrets.TryGetValue(secret.Key, out var key))
            {
                SourceKeyRepository.Save(connection, protector, athleteId, source.ToColumn(), key, now, transaction);
            }
        }

        transaction.Commit();
        return (athlete, isReplaced);
    }

    /// <summary>Removes an athlete from the roster; what else is stored stays. False if the athlete is not
    /// stored.</summary>
    public bool Remove(string name)
    {
        if (!database.Exists)
        {
            return false;
        }

        using var connection = database.Open();
        return AthleteRepository.FindId(connection, name) is { } athleteId
            && RosterRepository.Remove(connection, athleteId);
    }
}
