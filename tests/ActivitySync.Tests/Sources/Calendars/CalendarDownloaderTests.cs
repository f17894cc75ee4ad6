using System.Net;
using System.Text;
using ActivitySync.Sources.Calendars;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Sources.Calendars;

public sealed class CalendarDownloaderTests
{
    private readonly ScriptedHandler _server = new();

    [Theory]
    [InlineData("https://anna:s%40same:4@calendar.example.org/races.ics", "anna:s@same:4")]
    [InlineData("webcal://anna:s%40same@calendar.example.org/races.ics", "anna:s@same")]
    [InlineData("https://m%C3%BCller@calendar.example.org/races.ics", "müller:")]
    public async Task A_login_in_the_address_is_sent_as_basic_authentication(string address, string login)
    {
        _server.Answers.Enqueue(Ok());

        var (content, problem) = await FetchAsync(address);

        Assert.Null(problem);
        Assert.NotNull(content);
        var (uri, authorization) = Assert.Single(_server.Requests);
        Assert.Equal("https://calendar.example.org/races.ics", uri);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}", authorization);
    }

    [Fact]
    public async Task A_redirect_within_https_is_followed_and_only_the_server_of_the_settings_gets_the_login()
    {
        _server.Answers.Enqueue(Redirect("/moved.ics", HttpStatusCode.MovedPermanently));
        _server.Answers.Enqueue(Redirect("https://other.example.org/a.ics", HttpStatusCode.Found));
        _server.Answers.Enqueue(Redirect("b.ics", HttpStatusCode.PermanentRedirect));
        _server.Answers.Enqueue(Ok());

        var (content, _) = await FetchAsync("https://anna:sesame@calendar.example.org/races.ics");

        Assert.NotNull(content);
        Assert.Equal(
            [
                ("https://calendar.example.org/races.ics", true),
                ("https://calendar.example.org/moved.ics", true),
                ("https://other.example.org/a.ics", false),
                ("https://other.example.org/b.ics", false),
            ],
            _server.Requests.Select(request => (request.Address, request.Authorization is not null))
        );
    }

    [Theory]
    [InlineData("https://calendar.example.org/races.ics", "http://calendar.example.org/moved.ics")]
    [InlineData("http://calendar.example.org/races.ics", "http://other.example.org/moved.ics")]
    [InlineData("https://calendar.example.org/races.ics", "file:///etc/passwd")]
    [InlineData("https://calendar.example.org/races.ics", null)]
    public async Task A_redirect_out_of_https_is_not_followed(string address, string? location)
    {
        _server.Answers.Enqueue(Redirect(location, HttpStatusCode.Found));

        var (content, problem) = await FetchAsync(address);

        Assert.Null(content);
        Assert.Contains("redirects elsewhere (HTTP 302)", problem, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        for (var i = 0; i < 100; i++)
        {
            _server.Answers.Enqueue(Redirect("/races.ics", HttpStatusCode.Found));
        }

        var (_, problem) = await FetchAsync("https://calendar.example.org/races.ics");

        Assert.Contains("again and again", problem, StringComparison.Ordinal);
        Assert.InRange(_server.Requests.Count, 2, 10);
    }

    [Theory]
    [InlineData(401, "check the user name and password")]
    [InlineData(403, "check the user name and password")]
    [InlineData(404, "HTTP 404")]
    [InlineData(302, "redirects elsewhere")]
    [InlineData(0, "cannot be reached")]
    public async Task No_problem_tells_the_address_or_its_login(int status, string expected)
    {
        _server.Answers.Enqueue(() =>
            status == 0
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, "anna:sesame@calendar.example.org")
                : new HttpResponseMessage((HttpStatusCode)status)
        );

        var (_, problem) = await FetchAsync("https://anna:sesame@calendar.example.org/secret-4711.ics");

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        foreach (var secret in new[] { "anna", "sesame", "4711", "example.org" })
        {
            Assert.DoesNotContain(secret, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_that_is_none_is_no_file()
    {
        var (content, problem) = await FetchAsync("https://anna:pass#word@calendar.example.org/races.ics");

        Assert.Null(content);
        Assert.Contains("address is invalid", problem, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    private async Task<(CalendarContent? Content, string? Problem)> FetchAsync(string address)
    {
        using var http = new HttpClient(_server, disposeHandler: false);
        return await new CalendarDownloader(http).FetchAsync(address, CancellationToken.None);
    }

    private static Func<HttpResponseMessage> Ok() =>
        () => new HttpResponseMessage { Content = new ByteArrayContent("BEGIN:VCALENDAR"u8.ToArray()) };

    private static Func<HttpResponseMessage> Redirect(string? location, HttpStatusCode status) =>
        () =>
        {
            var answer = new HttpResponseMessage(status);
            if (location is not null)
            {
                answer.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            }

            return answer;
        };

    /// <summary>Answers in order and records the address and the authorization of each request.</summary>
    private sealed class ScriptedHandler : HttpMessageHandler
    {
        public Queue<Func<HttpResponseMessage>> Answers { get; } = new();

        public List<(string Address, string? Authorization)> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Requests.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString()));
            return Task.FromResult(Answers.Dequeue()());
        }
    }

    [Fact]
    public async Task A_file_that_is_a_pipe_a_device_or_too_large_is_a_problem_at_once()
    {
        var directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
        try
        {
            var large = Path.Combine(directory, "large.ics");
            using (var file = File.Create(large))
            {
                file.SetLength(9 * 1024 * 1024);
            }

            var pipe = SpecialFile.CreatePipe(Path.Combine(directory, "pipe.ics"));
            foreach (var path in new[] { pipe, "/dev/zero", directory, large })
            {
                var (content, problem) = await FetchAsync(path);

                Assert.Null(content);
                Assert.StartsWith("its file is ", problem, StringComparison.Ordinal);
                Assert.DoesNotContain(directory, problem, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
