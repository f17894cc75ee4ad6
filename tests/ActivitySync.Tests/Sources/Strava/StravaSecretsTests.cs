using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaSecretsTests : IDisposable
{
    /// <summary>Secrets that may appear only in a request's headers or form.</summary>
    private static readonly string[] Secrets =
    [
        "sesame-access",
        "sesame-refresh",
        "sesame-code",
        "sesame-new-access",
        "sesame-new-refresh",
        StravaFixture.Secret,
    ];

    private readonly StravaFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(
        200,
        "{\"access_token\":\"sesame-new-access\",\"refresh_token\":\"sesame-new-refresh\",\"expires_in\":21600}"
    )]
    [InlineData(200, "{\"access_token\":\"sesame-new-access\",\"refresh_token\":\"sesame-new-refresh\"")]
    [InlineData(
        400,
        "{\"message\":\"sesame-refresh\",\"errors\":"
            + "[{\"resource\":\"RefreshToken\",\"field\":\"sesame-refresh\",\"code\":\"invalid\"}]}"
    )]
    [InlineData(500, "sesame-access sesame-refresh")]
    public async Task No_secret_is_in_a_line_a_log_or_an_address_whatever_Strava_answers(int status, string tokenAnswer)
    {
        _fixture.Connect(TimeSpan.Zero, "sesame-access", "sesame-refresh");
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath))
            .RespondWith(Response.Create().WithStatusCode(status).WithBody(tokenAnswer));
        _fixture.StubList("sesame-new-access", status: 503);
        var said = new StringBuilder();

        said.AppendLine((await _fixture.ReadAsync()).ToString());
        var answer = new AuthorizationResponse("sesame-code", "");
        said.AppendLine(answer.ToString());
        said.AppendLine(_fixture.FindStoredTokens()?.ToString());
        said.AppendLine(
            (
                await Record.ExceptionAsync(() =>
                    _fixture
                        .Get<StravaAuthorization>()
                        .CompleteAsync(StravaFixture.Anna, answer, CancellationToken.None)
                )
            )?.ToString()
        );
        said.AppendLine(
            (
                await Record.ExceptionAsync(() =>
                    _fixture.Get<StravaDisconnector>().DisconnectAsync(StravaFixture.Anna, CancellationToken.None)
                )
            )?.ToString()
        );
        foreach (var line in _fixture.Log.Lines)
        {
            said.AppendLine(line);
        }

        foreach (var entry in _fixture.Server.LogEntries)
        {
            said.AppendLine(entry.RequestMessage!.Url);
        }

        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void No_token_is_readable_in_the_database_or_the_data_directory_without_the_key()
    {
        _fixture.Connect(TimeSpan.Zero, "sesame-access", "sesame-refresh");

        var stored = _fixture.Get<Database>().ReadEverything();
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(_fixture.Settings.ActivitySync.DataDirectory))
        {
            var content = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(Secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Missing_application_keys_are_named_and_nothing_is_asked()
    {
        var settings = new AppSettings();
        var authorization = new StravaAuthorization(settings, null!, null!, null!, null!, null!, null!, _fixture.Clock);

        var refused = Assert.Throws<OperationException>(() => authorization.EnsureCanConnect(StravaFixture.Anna));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains("Strava:ClientId", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Strava:ClientSecret", refused.Message, StringComparison.Ordinal);
    }
}
