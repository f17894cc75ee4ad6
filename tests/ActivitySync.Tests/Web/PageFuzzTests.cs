using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ActivitySync.Data;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Web;

/// <summary>
/// Every form and every address of the page with values of any kind: nothing ends in a server error, nothing is stored
/// without the form's token, and nothing reaches another athlete.
/// </summary>
[Trait("Category", "Soak")]
public sealed partial class PageFuzzTests : IAsyncLifetime
{
    private const string Ben = "ben";

    /// <summary>Forms that end the session or need other bodies; they have tests of their own.</summary>
    private static readonly string[] OtherForms =
    [
        "/signout",
        "/settings/sessions",
        "/admin/sessions/end",
        "/connect/files",
    ];

    private static readonly string[] Queries =
    [
        "saved",
        "undone",
        "page",
        "month",
        "change",
        "connected",
        "token",
        "x",
    ];

    private static readonly string[] WildValues =
    [
        "",
        " ",
        "0",
        "-1",
        "1",
        "2147483648",
        "9223372036854775808",
        "1e400",
        "NaN",
        "5,5",
        "true",
        "null",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2026-11-23",
        "25:61",
        "swedish",
        "race",
        "A",
        "'; DROP TABLE races; --",
        "<script>alert(1)</script>",
        "\" onfocus=alert(1) x=\"",
        "../../etc/passwd",
        "%00%0d%0aSet-Cookie: a=b",
        "a\r\nSet-Cookie: a=b",
        "\0",
        "\u202eabc",
        "\ud83d\ude00",
        "e\u0301\u0301\u0301",
        "booked.999999999999",
        "hurts.-1",
        "m1",
        "r99999999",
    ];

    private readonly CommandFixture _commands = new(Ben);
    private readonly Dictionary<string, Form> _forms = [];
    private readonly HashSet<string> _pages = [.. PagePropertyTests.Paths];
    private readonly Random _random = TestScale.CreateRandom();
    private PageFixture? _page;
    private HttpClient? _browser;
    private string[] _values = [];

    private HttpClient Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        PagePropertyTests.Fill(_commands, "anna", _random, "Morning");
        var bens = PagePropertyTests.Fill(_commands, Ben, _random, PagePropertyTests.MarkOfBen);
        await _commands.RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--athlete", "anna");
        await _commands.RunAsync("race", "add", "2026-12-20", PagePropertyTests.MarkOfBen, "--athlete", Ben);
        await _commands.RunAsync("slot", "add", "2026-12-02", "swedish", "--athlete", "anna");
        await _commands.RunAsync("log", "pain", "calf", "3", "--athlete", "anna");
        _page = await PageFixture.StartAsync(_commands);
        _browser = await _page.SignInAsync();
        _values =
        [
            .. WildValues,
            new string('x', 300),
            new string('9', 5000),
            new string('\u00e4', 40_000),
            .. bens.Take(3).Select(id => $"{id}"),
            .. bens.Take(3).Select(id => $"was-race.{id}"),
        ];
        await ReadPagesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _page!.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Any_form_is_answered_and_changes_nothing_of_others()
    {
        Assert.True(_forms.Count >= 15, string.Join(' ', _forms.Keys));
        var bens = ReadStored(Ben);
        var statuses = new SortedDictionary<int, int>();
        for (var i = 0; i < TestScale.Choose(200, 20_000); i++)
        {
            var form = _forms.Values.ElementAt(_random.Next(_forms.Count));
            var fields = CreateFields(form);
            using var response = await SendAsync(form.Action, form.Token, fields);

            var status = (int)response.StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            Assert.True(status is >= 200 and < 500, $"{Describe(form, fields)}: {status}");
            await CheckBodyAsync(response, Describe(form, fields));
        }

        Assert.Equal(bens, ReadStored(Ben));
        TestScale.WriteLine(string.Join(", ", statuses.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(statuses.ContainsKey(303), "no form was saved");
        Assert.True(statuses.ContainsKey(400), "no form was refused");
    }

    [Fact]
    public async Task Without_its_token_no_form_stores_anything()
    {
        var stored = ReadStored("anna");
        foreach (var form in _forms.Values)
        {
            var others = _forms.Values.First(other => other.Token != form.Token).Token;
            foreach (var token in new[] { null, "", others, form.Token[..^1], "\0", new string('A', 100_000) })
            {
                var fields = form.Fields.ConvertAll(field => KeyValuePair.Create(field.Name, field.Values[0]));
                using var response = await SendAsync(form.Action, token, fields);
                Assert.True(
                    response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge,
                    $"{form.Action}: {response.StatusCode}"
                );
            }

            // A form that can't be read is not a form of this page.
            foreach (var type in new[] { "application/json", "text/plain", "multipart/form-data; boundary=x", "" })
            {
                using var content = new ByteArrayContent("{\"token\":1}"u8.ToArray());
                content.Headers.ContentType = type.Length == 0 ? null : MediaTypeHeaderValue.Parse(type);
                using var response = await Browser.PostAsync(form.Action, content);
                Assert.True((int)response.StatusCode is >= 400 and < 500, $"{form.Action}: {response.StatusCode}");
            }
        }

        Assert.Equal(stored, ReadStored("anna"));
    }

    [Fact]
    public async Task Any_address_is_answered_and_stores_nothing()
    {
        var stored = ReadStored("anna");
        for (var i = 0; i < TestScale.Choose(200, 20_000); i++)
        {
            var path = _pages.ElementAt(_random.Next(_pages.Count)).Split('?')[0];
            if (_random.Next(4) == 0)
            {
                var parts = path.Split('/');
                parts[^1] = Uri.EscapeDataString(Shorten(Choose(_values)));
                path = string.Join('/', parts);
            }

            var query = Enumerable
                .Range(0, _random.Next(4))
                .Select(_ => $"{Choose(Queries)}={Uri.EscapeDataString(Shorten(Choose(_values)))}");
            var address = $"{path}?{string.Join('&', query)}";
            using var response = await Browser.GetAsync(new Uri(_page!.Address, address));

            Assert.True((int)response.StatusCode is >= 200 and < 500, $"{address}: {response.StatusCode}");
            await CheckBodyAsync(response, address);
        }

        Assert.Equal(stored, ReadStored("anna"));
    }

    /// <summary>Reads every page that a page links to, and the forms of all.</summary>
    private async Task ReadPagesAsync()
    {
        var waiting = new Queue<string>(_pages);
        while (waiting.TryDequeue(out var path))
        {
            var html = await (await Browser.GetAsync(path)).Content.ReadAsStringAsync();
            foreach (Match form in FormPattern().Matches(html))
            {
                AddForm(WebUtility.HtmlDecode(form.Groups["action"].Value), form.Value);
            }

            foreach (Match link in LinkPattern().Matches(html))
            {
                var address = WebUtility.HtmlDecode(link.Groups[1].Value);
                const int most = 60;
                if (_pages.Count < most && _pages.Add(address))
                {
                    waiting.Enqueue(address);
                }
            }
        }
    }

    private void AddForm(string action, string html)
    {
        var token = TokenPattern().Match(html).Groups[1].Value;
        if (token.Length == 0 || OtherForms.Contains(action))
        {
            return;
        }

        var fields = NamePattern()
            .Matches(html)
            .Select(name => name.Groups["name"].Value)
            .Where(name => name != "token")
            .Distinct()
            .Select(name => new Field(name, FindValues(html, name)))
            .ToList();
        _forms.TryAdd($"{action} {string.Join(',', fields.Select(field => field.Name))}", new(action, token, fields));
    }

    /// <summary>The values that a form itself offers for a field.</summary>
    private static List<string> FindValues(string html, string name)
    {
        var values = new List<string>();
        foreach (Match tag in TagPattern().Matches(html))
        {
            if (tag.Value.Contains($"name=\"{name}\"", StringComparison.Ordinal))
            {
                if (ValuePattern().Match(tag.Value) is { Success: true } value)
                {
                    values.Add(WebUtility.HtmlDecode(value.Groups[1].Value));
                }

                if (tag.Value.StartsWith("<select", StringComparison.Ordinal))
                {
                    var options = html[tag.Index..].Split("</select>")[0];
                    values.AddRange(OptionPattern().Matches(options).Select(option => option.Groups[1].Value));
                }
            }
        }

        return values.Count > 0 ? values : [""];
    }

    /// <summary>Values of the form, wild ones, none, and several of one name.</summary>
    private List<KeyValuePair<string, string>> CreateFields(Form form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var wildness = _random.NextDouble();
        foreach (var field in form.Fields)
        {
            for (
                var times = _random.Next(12) switch
                {
                    0 => 0,
                    1 => 2,
                    2 => 40,
                    _ => 1,
                };
                times > 0;
                times--
            )
            {
                var values = _random.NextDouble() < wildness ? _values : [.. field.Values];
                fields.Add(KeyValuePair.Create(field.Name, Choose(values)));
            }
        }

        if (_random.Next(10) == 0)
        {
            fields.AddRange(Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"x{i}", "1")));
        }

        return fields;
    }

    private async Task<HttpResponseMessage> SendAsync(
        string action,
        string? token,
        List<KeyValuePair<string, string>> fields
    )
    {
        if (token is not null)
        {
            fields = [KeyValuePair.Create("token", token), .. fields];
        }

        using var form = new StringContent(
            string.Join('&', fields.Select(field => $"{field.Key}={Escape(field.Value)}")),
            Encoding.ASCII,
            "application/x-www-form-urlencoded"
        );
        return await Browser.PostAsync(action, form);
    }

    /// <summary>What a browser sends, and sometimes bytes that are no UTF-8.</summary>
    private string Escape(string value) =>
        _random.Next(20) == 0
            ? value.Length > 40
                ? "%ff%fe"
                : $"%ff{Uri.EscapeDataString(value)}%"
            : Uri.EscapeDataString(value);

    private static async Task CheckBodyAsync(HttpResponseMessage response, string request)
    {
        if (response.Headers.Location is { } location)
        {
            Assert.False(location.IsAbsoluteUri, $"{request}: leads to {location}");
            Assert.False(
                location.OriginalString.StartsWith("/signin", StringComparison.Ordinal),
                $"{request}: the session has ended, so the rest would test nothing"
            );
        }

        var body = await response.Content.ReadAsStringAsync();
        Assert.False(
            body.Contains(PagePropertyTests.MarkOfBen, StringComparison.OrdinalIgnoreCase),
            $"{request}: shows a text of ben"
        );
        Assert.False(body.Contains("<script", StringComparison.OrdinalIgnoreCase), $"{request}: has a script");
        Assert.False(body.Contains("   at ActivitySync", StringComparison.Ordinal), $"{request}: has a stack trace");
    }

    private string ReadStored(string athlete)
    {
        using var connection = _commands.Database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete, _commands.Clock);
        return string.Join(
            '\n',
            AthleteTableReader
                .ReadAll(connection, athleteId)
                .Where(table => table.Name != "sessions")
                .SelectMany(table =>
                    table.Rows.Select(row =>
                        $"{table.Name}: "
                        + string.Join('|', row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))
                    )
                )
        );
    }

    private string Choose(string[] values) => values[_random.Next(values.Length)];

    private static string Shorten(string value) => value.Length > 200 ? value[..200] : value;

    private static string Describe(Form form, List<KeyValuePair<string, string>> fields) =>
        $"{form.Action} "
        + string.Join(
            '&',
            fields.Take(12).Select(field => $"{field.Key}={Uri.EscapeDataString(Shorten(field.Value))}")
        );

    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("name=\"token\" value=\"([^\"]*)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"(?<name>[^\"]*)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex("<(input|button|select|textarea)[^>]*>")]
    private static partial Regex TagPattern();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValuePattern();

    [GeneratedRegex("<option value=\"([^\"]*)\"")]
    private static partial Regex OptionPattern();

    [GeneratedRegex("href=\"(/[a-z][^\"#]*)\"")]
    private static partial Regex LinkPattern();

    private sealed record Field(string Name, List<string> Values);

    private sealed record Form(string Action, string Token, List<Field> Fields);
}
