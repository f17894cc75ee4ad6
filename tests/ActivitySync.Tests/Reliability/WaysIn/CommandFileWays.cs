using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Digest;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>One file that the operator names or puts into place.</summary>
internal abstract class SingleFileWay : WayIn
{
    private CommandFixture? _fixture;
    private string _folder = "";

    protected CommandFixture Fixture => _fixture!;

    /// <summary>The folder of this cell.</summary>
    protected string Folder { get; private set; } = "";

    protected abstract Content Content { get; }

    protected virtual bool HasDate => false;

    /// <summary>Whether the path is named, so that it may be a device; else a node has its name.</summary>
    protected virtual bool IsNamed => true;

    public override string? FindReasonAgainst(FaultKind kind) =>
        kind switch
        {
            FaultKind.Endless => FilesEnd,
            FaultKind.OtherUser => FindReasonAgainstOtherUser(),
            _ => null,
        };

    public override bool CanHave(Fault fault) =>
        fault.Kind switch
        {
            FaultKind.ExtremeDate => HasDate || !fault.IsInContent,
            FaultKind.Device => IsNamed || fault.Variant.Contains("node", StringComparison.Ordinal),
            _ => true,
        };

    public override Task StartAsync()
    {
        _fixture = new CommandFixture();
        _folder = Directory.CreateTempSubdirectory("activitysync-ways-").FullName;
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Database.ClearPools();
        Fixture.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Creates a folder for this cell and puts the file there; returns the path to name.</summary>
    protected string Put(Fault fault, string name, string subfolder = "files")
    {
        Folder = Path.Combine(_folder, CellNumber.ToString(CultureInfo.InvariantCulture));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, subfolder)).FullName, name);
        if (fault.Place is { } place)
        {
            return place(path, Content);
        }

        File.WriteAllBytes(path, fault.Kind == FaultKind.Huge ? Content.Good : fault.Change(Content));
        if (fault.Kind == FaultKind.Huge)
        {
            using var file = File.OpenWrite(path);
            file.SetLength(GetHugeLength());
        }

        return path;
    }

    protected virtual long GetHugeLength() => Content.MaxBytes + 1L;

    protected void AssertNothingHalfWritten(Fault fault) =>
        CommandRun.AssertNothingHalfWritten(Fixture.Settings.ActivitySync.DataDirectory, fault);
}

/// <summary>The settings file.</summary>
internal sealed class SettingsWay : SingleFileWay
{
    public override string ToString() => "settings file";

    protected override Content Content => new(_ => Encoding.UTF8.GetBytes(Write()), SettingsFile.MaxBytes);

    protected override async Task TestCellAsync(Fault fault)
    {
        var path = Put(fault, "appsettings.json");

        var run = await CommandRun.RunAsync(null, Fixture.Clock, ["activities", "--config", path]);

        run.AssertClear(fault, Path.GetFileName(path), [ExitCode.Done, ExitCode.InvalidInput]);
        Assert.True(fault.IsHarmless == (run.Exit == ExitCode.Done), $"{fault}: {run.Exit} {run.Error}");
        AssertNothingHalfWritten(fault);
    }

    private string Write() =>
        $$"""
            {
              "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(
                Fixture.Settings.ActivitySync.DataDirectory
            )}} },
              "Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin",
                "Sources": {"Inbox": "/srv/köln"} }],
              "Mail": {"From": "a@example.org",
                "Smtp": {"Host": "localhost", "Username": "anna", "Password": "{{CommandRun.Secret}}"} }
            }
            """;
}

/// <summary>A file with a secret: named by a variable, or a credential of systemd.</summary>
internal sealed class SecretFileWay(bool isCredential) : SingleFileWay
{
    private const string Key = "Mail:Smtp:Password";
    private const string Variable = "Mail__Smtp__Password";
    private const string NeighborVariable = "Mail__Smtp__Username";
    private const string Good = $"{CommandRun.Secret}-schlüssel-öffne";

    public override string ToString() => isCredential ? "systemd credential" : "secret file";

    protected override Content Content => new(_ => Encoding.UTF8.GetBytes(Good), EnvironmentSettings.MaxSecretBytes);

    protected override bool IsNamed => !isCredential;

    protected override async Task TestCellAsync(Fault fault)
    {
        var path = Put(fault, Variable);
        var neighbor = Path.Combine(Path.GetDirectoryName(Path.Combine(Folder, "files", Variable))!, NeighborVariable);
        await File.WriteAllTextAsync(neighbor, "anna");
        var variables = isCredential
            ? new Hashtable { ["CREDENTIALS_DIRECTORY"] = Path.GetDirectoryName(path) }
            : new Hashtable { [$"{Variable}_FILE"] = path, [$"{NeighborVariable}_FILE"] = neighbor };
        var errors = new List<SettingError>();

        var ((settings, values), bytes) = await UnprivilegedThread.RunAsync(
            () =>
            {
                var read = EnvironmentSettings.Read(variables, SourceDescriptors.SettingsParsers, errors);
                var parsed =
                    errors.Count > 0
                        ? null
                        : SettingsFile.Parse(null, read, SourceDescriptors.SettingsParsers, errors).Settings;
                return Task.FromResult((parsed, read));
            },
            fault.ToString()
        );

        var lines = errors.Select(error => error.ToString()).ToList();
        Assert.True(lines.Count <= 1, $"{fault}: {string.Join('\n', lines)}");
        Assert.All(lines, line =>
        {
            CommandRun.AssertNothingLeaks(line, fault.ToString());
            Assert.Contains(Key, line, StringComparison.Ordinal);
            Assert.EndsWith(".", line, StringComparison.Ordinal);
        });
        Assert.True(
            lines.Count == 1
                || fault.Kind is not (FaultKind.WrongCharset or FaultKind.Link)
                || settings?.Mail.Smtp.Password == Good,
            $"{fault}: another secret than the one in the file, without an error"
        );
        Assert.True(!fault.IsHarmless || settings?.Mail.Smtp.Password == Good, $"{fault}: not read");
        Assert.Contains(values, value => value.Text == "anna");
        Assert.InRange(bytes, 0, 16_000_000);
    }
}

/// <summary>A custom template of mails.</summary>
internal sealed class TemplateWay(string name) : SingleFileWay
{
    public override string ToString() => $"template {name}";

    protected override Content Content =>
        new(
            _ =>
                Encoding.UTF8.GetBytes(
                    "<html><body><h1>{{ page.decision }}</h1><p>Köln {{ page.lead }}</p>"
                        + "{% for block in page.blocks %}{% for item in block.items %}<li>{{ item }}</li>{% endfor %}"
                        + "{% endfor %}<p>{{ page.pain_question }}</p><p>{{ page.general_information }}</p></body>"
                        + "</html>"
                ),
            200_000
        );

    protected override bool IsNamed => false;

    protected override async Task TestCellAsync(Fault fault)
    {
        var path = Put(fault, name, MailTemplates.FolderName);
        var settings = DigestFixture.Settings with { File = Path.Combine(Folder, "appsettings.json") };
        var templates = new MailTemplates(settings, NullLogger<MailTemplates>.Instance);

        var ((mail, statuses), bytes) = await UnprivilegedThread.RunAsync(
            () =>
                Task.FromResult(
                    (
                        MailWriter.Render(DigestFixture.AfterLongRun(), DigestFixture.Order, settings, templates)!,
                        templates.Check()
                    )
                ),
            fault.ToString()
        );

        Assert.Contains("massage", mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("massage", mail.Text, StringComparison.OrdinalIgnoreCase);
        var status = Assert.Single(statuses);
        Assert.Contains(path, status.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", status.Message, StringComparison.Ordinal);
        CommandRun.AssertNothingLeaks(status.Message, fault.ToString());
        Assert.InRange(bytes, 0, 64_000_000);
    }
}
