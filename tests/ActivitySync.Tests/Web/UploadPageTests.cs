using System.Net;
using System.Net.Http.Headers;
using ActivitySync.Data;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Web.Pages;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

public sealed class UploadPageTests : IAsyncLifetime
{
    private const string Action = "/connect/files";

    private static readonly byte[] First = FitBuilder.Run().ToFile();
    private static readonly byte[] Second = new FitBuilder()
        .FileId(4)
        .Session(start: FitBuilder.Start + 100_000)
        .Activity(FitBuilder.Start + 103_600, 3600)
        .ToFile();

    private readonly CommandFixture _commands = new("ben");
    private PageFixture? _page;

    private string Folder => Path.Combine(_commands.Settings.ActivitySync.DataDirectory, UploadFolder.FolderName);

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync() => _page = await StartAsync(new UploadLimits());

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Good_files_are_in_and_a_damaged_one_says_why_and_again_all_are_known()
    {
        var browser = await Page.SignInAsync();

        var upload = await SendAsync(browser, ("a.fit", First), ("b.fit", Second), ("c.fit", First[..60]));

        Assert.Equal(HttpStatusCode.SeeOther, upload.StatusCode);
        var path = upload.Headers.Location!.ToString();
        var waiting = await browser.GetStringAsync(path);
        Assert.Contains("3 files to go", waiting, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", waiting, StringComparison.Ordinal);

        await ImportAsync();
        var done = await browser.GetStringAsync(path);

        Assert.Contains("2 in, 1 refused", done, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", done, StringComparison.Ordinal);
        Assert.Equal(["a.fit: in", "b.fit: in", "c.fit: refused"], ReadRows(done).Select(row => row.Split(" (")[0]));
        Assert.Contains("c.fit: refused (", ReadRows(done)[2], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
        Assert.Contains("a.fit", GetFileNames());

        var again = await SendAsync(browser, ("x.fit", First), ("y.fit", Second));
        await ImportAsync();
        Assert.Contains(
            "2 known already",
            await browser.GetStringAsync(again.Headers.Location),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_archive_shows_the_files_in_it()
    {
        var browser = await Page.SignInAsync();
        var zip = ArchiveBuilder.Zip(("one.fit", First), ("two.fit", Second), ("bad.fit", First[..60]));

        var upload = await SendAsync(browser, ("all.zip", zip));
        await ImportAsync();

        var rows = ReadRows(await browser.GetStringAsync(upload.Headers.Location));
        Assert.Equal("all.zip: 2 in, 1 refused", rows[0]);
        Assert.Equal(4, rows.Count);
        Assert.Contains("one.fit: in", rows);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("C:\\runs\\morning.fit")]
    [InlineData("a\u202E<script>.fit")]
    [InlineData("activities.csv")]
    [InlineData(".")]
    [InlineData("/")]
    public async Task The_name_from_the_browser_is_shown_and_is_never_a_path(string name)
    {
        var browser = await Page.SignInAsync();

        var upload = await SendAsync(browser, (name, First));

        var stored = Assert.Single(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
        Assert.Matches("^[0-9a-f]{32}/[a-z.]+$", Path.GetRelativePath(Folder, stored));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(stored));
        }

        await ImportAsync();
        var page = await browser.GetStringAsync(upload.Headers.Location);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", page, StringComparison.Ordinal);
        Assert.DoesNotContain("..", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_stored_without_a_valid_token_as_the_first_part()
    {
        var browser = await Page.SignInAsync();
        var ben = await Page.SignInAsync("ben");
        var own = await FindTokenAsync(browser);
        var foreign = await FindTokenAsync(ben);
        var wrongPath = PageFixture.FindToken(await browser.GetStringAsync("/week"), "/signout")!;

        foreach (var token in new[] { "", "x", foreign, wrongPath, new string('a', 5000) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(browser, token, ("a.fit", First))).StatusCode);
        }

        using var late = new MultipartFormDataContent();
        late.Add(new ByteArrayContent(First), "files", "a.fit");
        late.Add(new StringContent(own), "token");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(Action, late)).StatusCode);

        var stranger = Page.CreateBrowser();
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(stranger, own, ("a.fit", First))).StatusCode);

        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", "https://evil.test");
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(browser, own, ("a.fit", First))).StatusCode);

        AssertNothingStored();
    }

    [Fact]
    public async Task Too_much_is_refused_and_nothing_is_stored()
    {
        await using var page = await StartAsync(new UploadLimits { MaxRequestBytes = 10_000, MaxFiles = 2 });
        var browser = await page.SignInAsync();

        var large = await SendAsync(browser, ("a.fit", new byte[20_000]));
        var many = await SendAsync(browser, ("a.fit", First), ("b.fit", Second), ("c.fit", First));
        var none = await SendAsync(browser, ("", []));
        var chunked = await SendChunkedAsync(browser);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
        Assert.Contains("href=\"#files\"", await many.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertNothingStored();
    }

    [Fact]
    public async Task The_small_limit_of_the_server_is_raised_for_uploads_only()
    {
        await using var page = await PageFixture.StartAsync(_commands, services =>
            services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(server =>
                server.Limits.MaxRequestBodySize = 4096
            )
        );
        var browser = await page.SignInAsync();

        var upload = await SendAsync(browser, ("a.bin", new byte[100_000]));

        Assert.Equal(HttpStatusCode.SeeOther, upload.StatusCode);
        Assert.StartsWith("/imports/", upload.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_imported_after_a_restart_and_a_lost_file_is_reported()
    {
        var browser = await Page.SignInAsync();
        var upload = await SendAsync(browser, ("a.fit", First), ("b.fit", Second));
        var files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);
        File.Delete(files.Single(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(Second)));
        Directory.CreateDirectory(Path.Combine(Folder, "half-received"));

        await using var restarted = await StartAsync(new UploadLimits());
        var importer = restarted.Services.GetRequiredService<UploadImporter>();
        importer.DeleteRemains();
        await importer.ImportWaitingAsync(TestContext.Current.CancellationToken);

        var rows = ReadRows(await browser.GetStringAsync(upload.Headers.Location));
        Assert.Equal("a.fit: in", rows[0]);
        Assert.StartsWith("b.fit: refused (it is no longer on this machine", rows[1], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_file_that_ended_the_program_twice_is_refused()
    {
        var browser = await Page.SignInAsync();
        var upload = await SendAsync(browser, ("a.fit", First));
        using (var connection = _commands.Database.Open())
        {
            connection.Execute("UPDATE upload_files SET attempts = 2");
        }

        await ImportAsync();

        Assert.Contains("ended twice", await browser.GetStringAsync(upload.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_between_two_files_is_no_attempt()
    {
        var browser = await Page.SignInAsync();
        var upload = await SendAsync(browser, ("a.zip", ArchiveBuilder.Zip(("a.fit", First))));
        var importer = Page.Services.GetRequiredService<UploadImporter>();
        for (var stop = 0; stop < 3; stop++)
        {
            using var stopping = new CancellationTokenSource();
            await stopping.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => importer.ImportWaitingAsync(stopping.Token));
        }

        await ImportAsync();

        Assert.Contains("1 in", await browser.GetStringAsync(upload.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_many_uploads_wait_and_no_more()
    {
        var browser = await Page.SignInAsync();
        for (var upload = 0; upload < UploadImporter.MaxUnfinished; upload++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, ("a.fit", First))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(browser, ("a.fit", First))).StatusCode);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await SendAsync(await Page.SignInAsync("ben"), ("b.fit", First))).StatusCode
        );
    }

    [Fact]
    public async Task An_upload_of_somebody_else_is_not_there()
    {
        var ben = await Page.SignInAsync("ben");
        var upload = await SendAsync(ben, ("secret-run.fit", First));
        await ImportAsync();

        var anna = await Page.SignInAsync();
        var seen = await anna.GetAsync(upload.Headers.Location);

        Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        Assert.DoesNotContain("secret", await seen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await anna.GetStringAsync("/connect"), StringComparison.Ordinal);
        foreach (var path in new[] { "/imports/0", "/imports/-1", "/imports/x", "/imports/99999999999999999999" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(path)).StatusCode);
        }

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await Page.CreateBrowser().GetAsync(upload.Headers.Location)).StatusCode
        );
    }

    [Fact]
    public async Task Results_are_deleted_after_a_month()
    {
        var browser = await Page.SignInAsync();
        var old = await SendAsync(browser, ("a.fit", First));
        await ImportAsync();
        _commands.Clock.Advance(TimeSpan.FromDays(31));
        await ImportAsync();
        browser = await Page.SignInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(old.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task Forget_deletes_files_that_wait()
    {
        await SendAsync(await Page.SignInAsync(), ("b.fit", Second));
        await SendAsync(await Page.SignInAsync("ben"), ("c.fit", Second));
        var (exit, output, error) = await _commands.RunAsync("forget", "--athlete", "anna", "--yes");
        Assert.True(exit == ActivitySync.Commands.ExitCode.Done, output + error);
        Assert.Single(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
        Assert.Contains(Folder, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_forms_give_no_server_error()
    {
        var browser = await Page.SignInAsync();
        var token = await FindTokenAsync(browser);
        var random = new Random(7);
        using var form = CreateForm(token, ("a.fit", First));
        var type = form.Headers.ContentType!.ToString();
        var whole = await form.ReadAsByteArrayAsync();
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var body = whole[..random.Next(whole.Length + 1)];
            for (var change = random.Next(4); change > 0 && body.Length > 0; change--)
            {
                body[random.Next(Math.Min(body.Length, 400))] = (byte)random.Next(256);
            }

            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", attempt % 10 == 0 ? "multipart/form-data" : type);
            var response = await browser.PostAsync(Action, content);
            Assert.True((int)response.StatusCode < 500, $"{attempt}: {response.StatusCode}");
            await ImportAsync();
        }
    }

    private Task<PageFixture> StartAsync(UploadLimits limits) =>
        PageFixture.StartAsync(_commands, services => services.AddSingleton(limits));

    private Task ImportAsync() =>
        Page.Services.GetRequiredService<UploadImporter>().ImportWaitingAsync(TestContext.Current.CancellationToken);

    private void AssertNothingStored()
    {
        Assert.True(!Directory.Exists(Folder) || !Directory.EnumerateFileSystemEntries(Folder).Any());
        using var connection = _commands.Database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM uploads"));
    }

    private IReadOnlyList<string> GetFileNames()
    {
        using var connection = _commands.Database.Open();
        return [.. ImportedFileRepository.GetAll(connection, _commands.GetAthleteId()).Select(file => file.FileName)];
    }

    private static async Task<string> FindTokenAsync(HttpClient browser) =>
        PageFixture.FindToken(await browser.GetStringAsync("/connect"), Action)!;

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser,
        params (string Name, byte[] Content)[] files
    ) => await SendAsync(browser, await FindTokenAsync(browser), files);

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser,
        string token,
        params (string Name, byte[] Content)[] files
    )
    {
        using var form = CreateForm(token, files);
        return await browser.PostAsync(Action, form);
    }

    private static async Task<HttpResponseMessage> SendChunkedAsync(HttpClient browser)
    {
        using var form = CreateForm(await FindTokenAsync(browser), ("a.fit", First));
        using var request = new HttpRequestMessage(HttpMethod.Post, Action) { Content = form };
        request.Headers.TransferEncodingChunked = true;
        return await browser.SendAsync(request);
    }

    private static MultipartFormDataContent CreateForm(string token, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(token), "token" } };
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
            {
                Name = "files",
                FileName = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"",
            };
            form.Add(part);
        }

        return form;
    }

    /// <summary>The rows as "name: result (reason)".</summary>
    private static List<string> ReadRows(string html) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(
                    html,
                    "<tr><td[^>]*>(.*?)</td><td>(.*?)</td></tr>",
                    System.Text.RegularExpressions.RegexOptions.Singleline
                )
                .Select(row =>
                {
                    var result = row.Groups[2].Value.Split("<br>");
                    var reason =
                        result.Length > 1
                            ? $" ({System.Text.RegularExpressions.Regex.Replace(result[1], "<[^>]*>", "").Trim()})"
                            : "";
                    return WebUtility.HtmlDecode($"{row.Groups[1].Value}: {result[0].Trim()}{reason}");
                }),
        ];
}
