using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using ActivitySync.Data;

namespace ActivitySync.Sources;

/// <summary>
/// The athletes' tokens: those in the database, and newer ones that could not be saved yet. Those are used like saved
/// ones, since the service has already invalidated their predecessors.
/// </summary>
internal sealed class TokenStore(Database database, SecretProtector protector, PendingWrites writes, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(long AthleteId, string Source), UnsavedTokens> _unsaved = new();

    /// <summary>Finds the latest tokens; null if there are none.</summary>
    /// <exception cref="Configuration.OperationException">The key file does not fit the stored tokens.</exception>
    public StoredTokens? Find(DbConnection connection, long athleteId, string source)
    {
        if (!_unsaved.TryGetValue((athleteId, source), out var unsaved))
        {
            return TokenRepository.Find(connection, protector, athleteId, source);
        }

        if (unsaved.ReplacedRefreshToken is null)
        {
            return unsaved.Tokens;
        }

        // Another process may have connected again or disconnected meanwhile.
        var stored = TokenRepository.Find(connection, protector, athleteId, source);
        return stored?.RefreshToken == unsaved.ReplacedRefreshToken ? unsaved.Tokens : stored;
    }

    /// <summary>The athlete's id at the source; null if there are no tokens. Decrypts nothing.</summary>
    public string? FindSourceAthleteId(DbConnection connection, long athleteId, string source) =>
        TokenRepository.FindSourceAthleteId(connection, athleteId, source)
        ?? (_unsaved.TryGetValue((athleteId, source), out var unsaved) ? unsaved.Tokens.SourceAthleteId : null);

    /// <summary>Saves tokens that replace others. Does nothing if those are no longer the stored ones.</summary>
    /// <returns>Whether the database is up to date; else the tokens are in memory until it is.</returns>
    public bool Replace(long athleteId, string source, StoredTokens tokens, string replacedRefreshToken) =>
        Save(athleteId, source, new UnsavedTokens(tokens, replacedRefreshToken), _ => { });

    /// <summary>Saves tokens, whatever was stored before.</summary>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="source">The source.</param>
    /// <param name="tokens">The new tokens.</param>
    /// <param name="alongside">What is saved with them; called after them, and again if a save is repeated.</param>
    /// <returns>Whether they are in the database; else they are in memory until they are.</returns>
    public bool Save(long athleteId, string source, StoredTokens tokens, Action<DbConnection> alongside) =>
        Save(athleteId, source, new UnsavedTokens(tokens, null), alongside);

    /// <summary>Saves an athlete's tokens that are not saved yet; does nothing if there are none.</summary>
    /// <exception cref="DatabaseException">The database still doesn't accept them.</exception>
    public void EnsureSaved(long athleteId, string source) => writes.EnsureWritten(GetName(athleteId, source));

    /// <summary>Deletes the tokens, also those that are not saved yet.</summary>
    public void Delete(DbConnection connection, long athleteId, string source)
    {
        writes.Remove(GetName(athleteId, source));
        _unsaved.TryRemove((athleteId, source), out _);
        TokenRepository.Delete(connection, athleteId, source);
    }

    private bool Save(long athleteId, string source, UnsavedTokens unsaved, Action<DbConnection> alongside)
    {
        _unsaved[(athleteId, source)] = unsaved;
        return writes.Write(GetName(athleteId, source), () =>
        {
            using (var connection = database.Open())
            {
                if (unsaved.ReplacedRefreshToken is { } replaced)
                {
                    TokenRepository.Replace(connection, protector, athleteId, source, unsaved.Tokens, replaced, clock);
                }
                else
                {
                    TokenRepository.Save(connection, protector, athleteId, source, unsaved.Tokens, clock);
                }

                alongside(connection);
            }

            _unsaved.TryRemove(new((athleteId, source), unsaved));
        });
    }

    private static string GetName(long athleteId, string source) =>
        string.Create(CultureInfo.InvariantCulture, $"{source} tokens of athlete {athleteId}");

    /// <summary>Tokens on their way to the database.</summary>
    /// <param name="Tokens">The tokens.</param>
    /// <param name="ReplacedRefreshToken">They replace the pair with this one; null if they replace any.</param>
    private sealed record UnsavedTokens(StoredTokens Tokens, string? ReplacedRefreshToken)
    {
        /// <summary>Contains no token, so that none is logged.</summary>
        public override string ToString() => "unsaved tokens";
    }
}
