using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>Starts and stops using an athlete's key for intervals.icu.</summary>
internal sealed class IntervalsConnectionService(
    Database database,
    AthleteKeys keys,
    SecretProtector protector,
    IntervalsApi api,
    TimeProvider clock
) : KeyConnectionService(IntervalsDescriptor.Service, database, keys, protector, clock)
{
    private readonly TimeProvider _clock = clock;

    protected override Task<KeyError?> TestStoredKeyAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) =>
        FindKey(athlete) is { } key
            ? TestKeyAsync(athlete, key, cancellationToken)
            : Task.FromResult<KeyError?>(CreateError(KeyErrorKind.KeyMissing, athlete));

    protected override async Task<KeyError?> TestKeyAsync(
        AthleteSettings athlete,
        string key,
        CancellationToken cancellationToken
    )
    {
        var reply = await api.GetAthleteAsync(key, new RequestCounter(), cancellationToken);
        if (reply.ErrorKind is not null)
        {
            return KeyError.FromResponse(IntervalsDescriptor.Service, reply, athlete.Name, _clock);
        }

        return FindAccount(reply.Body) is not { } account ? CreateError(KeyErrorKind.Unreadable, athlete)
            : FindProperties(athlete)?.OwnerId is { } owner && owner != account
                ? CreateError(KeyErrorKind.OtherAccount, athlete)
            : null;
    }

    private static KeyError CreateError(KeyErrorKind kind, AthleteSettings athlete) =>
        KeyError.FromKind(IntervalsDescriptor.Service, kind, athlete.Name);

    private static string? FindAccount(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return IntervalsActivityParser.GetId(document.RootElement, "id") is { Length: > 0 } id ? id : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
