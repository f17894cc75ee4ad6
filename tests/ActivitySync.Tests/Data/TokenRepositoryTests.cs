using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Sync;
using Dapper;

namespace ActivitySync.Tests.Data;

public sealed class TokenRepositoryTests : IDisposable
{
    private readonly SyncFixture _fixture = new();
    private readonly SecretProtector _protector;
    private readonly long _ben;

    public TokenRepositoryTests()
    {
        _protector = new SecretProtector(_fixture.Settings, _fixture.Clock);
        using var connection = _fixture.Database.Open();
        _ben = AthleteRepository.GetOrAddId(connection, "ben", _fixture.Clock);
        Save(_fixture.AthleteId, "strava", "anna");
        Save(_ben, "strava", "ben");
        Save(_ben, "garmin", "garmin");
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("the tokens of another athlete", "access_token", 1, "strava", "access_token")]
    [InlineData("one token of another athlete", "refresh_token", 1, "strava", "refresh_token")]
    [InlineData("the token of another source", "access_token", 2, "garmin", "access_token")]
    [InlineData("the other token of the same row", "refresh_token", 2, "strava", "access_token")]
    public void A_token_that_was_copied_from_another_place_does_not_open(
        string what,
        string column,
        long fromAthlete,
        string fromSource,
        string fromColumn
    )
    {
        using var connection = _fixture.Database.Open();
        connection.Execute(
            $"""
            UPDATE tokens SET {column} = (
                SELECT {fromColumn} FROM tokens WHERE athlete_id = @From AND source = @FromSource)
            WHERE athlete_id = @To AND source = 'strava'
            """,
            new
            {
                From = fromAthlete,
                FromSource = fromSource,
                To = _ben,
            }
        );

        var exception = Assert.Throws<OperationException>(() =>
            TokenRepository.Find(connection, _protector, _ben, "strava")
        );

        Assert.True(exception.Kind == ErrorKind.ActionRequired, what);
    }

    [Fact]
    public void A_token_of_an_older_version_opens_and_is_bound_to_its_row_when_it_is_saved_again()
    {
        using var connection = _fixture.Database.Open();
        connection.Execute(
            "UPDATE tokens SET access_token = @Access, refresh_token = @Refresh WHERE athlete_id = @Anna",
            new
            {
                Access = EncryptAsBefore("access-old"),
                Refresh = EncryptAsBefore("refresh-old"),
                Anna = _fixture.AthleteId,
            }
        );

        var old = TokenRepository.Find(connection, _protector, _fixture.AthleteId, "strava")!;
        TokenRepository.Save(connection, _protector, _fixture.AthleteId, "strava", old, _fixture.Clock);
        connection.Execute(
            """
            UPDATE tokens SET access_token = (SELECT access_token FROM tokens WHERE athlete_id = @Anna)
            WHERE athlete_id = @Ben AND source = 'strava'
            """,
            new { Anna = _fixture.AthleteId, Ben = _ben }
        );

        Assert.Equal(("access-old", "refresh-old"), (old.AccessToken, old.RefreshToken));
        Assert.Equal(old, TokenRepository.Find(connection, _protector, _fixture.AthleteId, "strava"));
        Assert.Throws<OperationException>(() => TokenRepository.Find(connection, _protector, _ben, "strava"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(28)]
    [InlineData(40)]
    public void A_damaged_token_is_reported_like_a_wrong_key(int bytes)
    {
        using var connection = _fixture.Database.Open();
        connection.Execute("UPDATE tokens SET access_token = @Damaged", new { Damaged = new byte[bytes] });

        var exception = Assert.Throws<OperationException>(() =>
            TokenRepository.Find(connection, _protector, _ben, "strava")
        );

        Assert.Contains(
            _fixture.Settings.Store.Key is null ? "secret.key" : "Store:Key",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Tokens_that_were_replaced_meanwhile_are_not_replaced_again()
    {
        using var connection = _fixture.Database.Open();
        var late = CreateTokens("late");

        Assert.False(
            TokenRepository.Replace(connection, _protector, _ben, "strava", late, "refresh-before", _fixture.Clock)
        );
        Assert.Equal("refresh-ben", TokenRepository.Find(connection, _protector, _ben, "strava")!.RefreshToken);
        Assert.True(
            TokenRepository.Replace(connection, _protector, _ben, "strava", late, "refresh-ben", _fixture.Clock)
        );
        Assert.Equal("refresh-late", TokenRepository.Find(connection, _protector, _ben, "strava")!.RefreshToken);
    }

    /// <summary>AES-GCM without associated data: nonce, tag, encrypted text.</summary>
    private byte[] EncryptAsBefore(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var encrypted = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(encrypted.AsSpan(0, 12));
        var key = _fixture.Settings.Store.Key is { } given
            ? Convert.FromBase64String(given)
            : File.ReadAllBytes(_protector.KeyFile);
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(encrypted.AsSpan(0, 12), plain, encrypted.AsSpan(28), encrypted.AsSpan(12, 16));
        return encrypted;
    }

    private void Save(long athleteId, string source, string name)
    {
        using var connection = _fixture.Database.Open();
        TokenRepository.Save(connection, _protector, athleteId, source, CreateTokens(name), _fixture.Clock);
    }

    private static StoredTokens CreateTokens(string name) =>
        new()
        {
            SourceAthleteId = $"id-{name}",
            AccessToken = $"access-{name}",
            RefreshToken = $"refresh-{name}",
            ExpiresAt = SyncFixture.Now.AddHours(6),
            Scope = "read",
        };
}
