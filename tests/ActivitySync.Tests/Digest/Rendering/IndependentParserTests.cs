using System.Diagnostics;
using System.Text.Json;
using ActivitySync.Digest.Rendering;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Reads the mail of every situation with MimeKit and with Python's parser; both results are equal.</summary>
[Trait("Category", "System")]
public sealed class IndependentParserTests : IDisposable
{
    private const int LongestLine = 998;

    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-mails-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Both_parsers_see_the_same_mail()
    {
        var mails = SituationFixture
            .Mails.Select(one => (one.Key, one.Value))
            .Concat(GeneratedMailFixture.All.Select(one => (one.Name, one.Mail)))
            .ToList();
        var paths = new List<string>();
        foreach (var (_, mail) in mails)
        {
            var path = Path.Combine(_folder, $"{paths.Count}.eml");
            await File.WriteAllBytesAsync(path, mail.Message, TestContext.Current.CancellationToken);
            paths.Add(path);
        }

        using var read = JsonDocument.Parse(await PythonAsync(paths));

        Assert.Equal(mails.Count, read.RootElement.GetArrayLength());
        Assert.All(mails.Zip(read.RootElement.EnumerateArray()), pair => Check(pair.First.Item2, pair.Second));
    }

    private static void Check(RenderedMail mail, JsonElement python)
    {
        using var stream = new MemoryStream(mail.Message);
        using var message = MimeMessage.Load(stream);

        Assert.Empty(python.GetProperty("defects").EnumerateArray());
        Assert.Equal(Tree(message.Body!), python.GetProperty("tree").GetString());
        Assert.Equal(mail.Subject, python.GetProperty("subject").GetString());
        Assert.Equal(message.Subject, python.GetProperty("subject").GetString());
        Assert.Equal(mail.MessageId, python.GetProperty("messageId").GetString());
        Assert.Equal(
            message.Headers.Concat(message.Body!.Headers).Select(header => header.Field).Order(StringComparer.Ordinal),
            python.GetProperty("headers").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal)
        );
        Assert.Empty(python.GetProperty("unresolved").EnumerateArray());
        Assert.Empty(python.GetProperty("unused").EnumerateArray());
        Assert.Equal(0, python.GetProperty("bareLineFeeds").GetInt32());
        Assert.InRange(python.GetProperty("longestLine").GetInt32(), 1, LongestLine);
        Assert.Equal(mail.Text.TrimEnd(), python.GetProperty("text").GetString()!.TrimEnd());
        Assert.Equal(mail.Html.TrimEnd(), python.GetProperty("html").GetString()!.TrimEnd());
        Assert.Equal(
            (mail.CalendarFile ?? "").ReplaceLineEndings("\n").TrimEnd(),
            python.GetProperty("calendar").GetString()!.TrimEnd()
        );
        if (mail.CalendarFile is { } calendar)
        {
            Assert.NotEmpty(Ical.Net.Calendar.Load(calendar)!.Events);
        }
    }

    private static string Tree(MimeEntity entity) =>
        entity is Multipart parts
            ? $"{entity.ContentType.MimeType}({string.Join(", ", parts.Select(Tree))})"
            : entity.ContentType.MimeType;

    private static async Task<string> PythonAsync(IReadOnlyList<string> paths)
    {
        ActivitySync.Tests.Infrastructure.Requirements.RequirePython();
        var script = Path.Combine(TestPaths.RepositoryRoot, "tests", "ActivitySync.Tests", "Digest", "read_mail.py");
        using var python = Process.Start(
            new ProcessStartInfo("python3", [script, .. paths]) { RedirectStandardOutput = true }
        )!;
        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, python.ExitCode);
        return output;
    }
}
