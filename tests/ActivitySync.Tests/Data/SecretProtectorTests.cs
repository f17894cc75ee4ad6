using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;

namespace ActivitySync.Tests.Data;

/// <summary>The key in its file; with PostgreSQL it is a setting.</summary>
[SqliteOnly]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SecretProtectorTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    private SecretProtector Protector => new(_fixture.Settings, _fixture.Clock);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_key_is_created_for_its_owner_only_and_nothing_else_is_left()
    {
        var protector = Protector;
        var text = protector.Protect("sesame");

        Assert.Equal("sesame", Protector.Unprotect(text));
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(protector.KeyFile));
        Assert.Empty(Directory.GetFiles(_fixture.Settings.ActivitySync.DataDirectory, "*.tmp"));
        Assert.Empty(Directory.GetFiles(_fixture.Settings.ActivitySync.DataDirectory, "*.lock"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Programs_that_start_at_once_use_one_key(bool withEmptyFile)
    {
        if (withEmptyFile)
        {
            File.WriteAllText(Protector.KeyFile, "");
        }

        var tokens = Enumerable
            .Range(0, 8)
            .Select(_ => Protector)
            .ToList()
            .AsParallel()
            .WithDegreeOfParallelism(8)
            .Select(protector => protector.DeriveToken("test"))
            .ToList();

        Assert.Single(tokens.Distinct());
        Assert.Equal(tokens[0], Protector.DeriveToken("test"));
    }

    [Fact]
    public void An_empty_key_is_replaced_while_nothing_is_encrypted()
    {
        File.WriteAllText(Protector.KeyFile, "");

        var text = Protector.Protect("sesame");

        Assert.Equal("sesame", Protector.Unprotect(text));
        Assert.Empty(Directory.GetFiles(_fixture.Settings.ActivitySync.DataDirectory, "*.lock"));
    }

    [Fact]
    public void An_empty_key_stays_if_tokens_were_encrypted_with_the_lost_one()
    {
        using (var connection = _fixture.Database.Open())
        {
            var tokens = new StoredTokens
            {
                SourceAthleteId = "1",
                AccessToken = "a",
                RefreshToken = "r",
                ExpiresAt = SyncFixture.Now,
                Scope = "read",
            };
            TokenRepository.Save(connection, Protector, _fixture.AthleteId, "test", tokens, _fixture.Clock);
        }

        File.WriteAllText(Protector.KeyFile, "");

        var exception = Assert.Throws<OperationException>(() => Protector.Protect("sesame"));

        Assert.Contains("Put the right key file back", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Protector.KeyFile).Length);
    }

    [Fact]
    public void A_key_of_another_length_or_a_pipe_is_refused_in_one_line_and_stays()
    {
        File.WriteAllText(Protector.KeyFile, "short");
        Assert.Throws<OperationException>(() => Protector.Protect("sesame"));
        Assert.Equal("short", File.ReadAllText(Protector.KeyFile));

        File.Delete(Protector.KeyFile);
        SpecialFile.CreatePipe(Protector.KeyFile);
        var exception = Assert.Throws<OperationException>(() => Protector.Protect("sesame"));
        Assert.StartsWith(Protector.KeyFile, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
