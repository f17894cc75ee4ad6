using System.Text;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Commands;
using ActivitySync.FileSystem;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SimulatorTests
{
    private const string Monday = """{"asOf":"2026-11-23"}""";
    private const string Tuesday = """{"asOf":"2026-11-24"}""";
    private const string Invalid = """{"asOf":"2026-11-23","activities":[{"id":"1","start":"yesterday"}]}""";
    private const string Pretty = "{\n  \"asOf\":\n  \"2026-11-23\"\n}\n";

    [Fact]
    public void One_document_gets_one_answer()
    {
        var (exit, output, error) = Document(Pretty);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal("2026-11-23", JsonDocument.Parse(output).RootElement.GetProperty("asOf").GetString());
    }

    [Fact]
    public void An_invalid_document_gets_one_error_and_no_answer()
    {
        var (exit, output, error) = Document(Invalid);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.StartsWith(
            "input: activities[0].start: \"yesterday\" is invalid; expected ISO",
            error,
            StringComparison.Ordinal
        );
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    [InlineData("[{]")]
    [InlineData("{\"asOf\":\"2026-11-23\"}\n{\"asOf\":\"2026-11-23\"}")]
    public void An_invalid_document_is_reported(string text)
    {
        var (exit, output, error) = Document(text);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.StartsWith("input: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_is_answered_with_an_array()
    {
        var (exit, output, error) = Document($"\uFEFF[{Monday},\r\n{Tuesday}]");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(["2026-11-23", "2026-11-24"], Dates(JsonDocument.Parse(output).RootElement.EnumerateArray()));
    }

    [Fact]
    public void An_empty_array_is_answered_with_an_empty_array() => Assert.Equal("[]", Document("[]").Output.Trim());

    [Fact]
    public void An_invalid_element_is_null_and_reported_with_its_number()
    {
        var (exit, output, error) = Document($"[{Monday},{Invalid},null,{Tuesday}]");

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Equal(
            ["2026-11-23", null, null, "2026-11-24"],
            Dates(JsonDocument.Parse(output).RootElement.EnumerateArray())
        );
        Assert.Contains("input: [1]: activities[0].start:", error, StringComparison.Ordinal);
        Assert.Contains("input: [2]: expected one object", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_line_gets_its_answer_in_order()
    {
        var (exit, output, error) = Lines($"\uFEFF{Monday}\r\n{Invalid}\r\n\r\nnonsense\r\n[{Monday}]\r\n{Tuesday}");

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Equal(["2026-11-23", null, null, null, "2026-11-24"], DatesOfLines(output));
        var errors = error.TrimEnd().Split('\n');
        Assert.Equal(3, errors.Length);
        Assert.StartsWith("input: line 2: activities[0].start:", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("input: line 4: not valid JSON", errors[1], StringComparison.Ordinal);
        Assert.StartsWith("input: line 5: expected one object", errors[2], StringComparison.Ordinal);
    }

    [Fact]
    public void No_lines_get_no_answers() => Assert.Equal((ExitCode.Done, "", ""), Lines("\n\n"));

    [Theory]
    [InlineData(Pretty)]
    [InlineData(Monday)]
    [InlineData("\n\n" + Monday + "\n\n")]
    public void Standard_input_with_one_value_is_one_document(string text)
    {
        var (exit, output, error) = Unknown(text);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(["2026-11-23"], DatesOfLines(output));
    }

    [Theory]
    [InlineData(Monday + "\n" + Tuesday + "\n")]
    [InlineData(Monday + "\n\n" + Tuesday)]
    [InlineData(Monday + " " + Tuesday)]
    [InlineData(Pretty + Tuesday)]
    public void Standard_input_with_a_second_value_is_answered_value_by_value(string text)
    {
        var (exit, output, error) = Unknown(text);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(["2026-11-23", "2026-11-24"], DatesOfLines(output));
    }

    [Theory]
    [InlineData("nonsense\n" + Monday + "\n" + Tuesday)]
    [InlineData("{\"asOf\":\"2026-11-23\"\n" + Monday + "\n" + Tuesday)]
    public void An_invalid_first_line_of_standard_input_does_not_affect_the_others(string text)
    {
        var (exit, output, error) = Unknown(text);

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Equal([null, "2026-11-23", "2026-11-24"], DatesOfLines(output));
        Assert.StartsWith("input: line 1: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\n \"asOf\": \"2026-13-23\"\n}")]
    [InlineData("{\n \"asOf\": \"2026-11-23\",\n \"activities\": [\n{\"id\":\"1\"}\n]\n")]
    [InlineData(Invalid)]
    [InlineData(Monday + " and more")]
    public void An_invalid_single_document_on_standard_input_has_no_answer(string text)
    {
        var (exit, output, error) = Unknown(text);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void An_array_on_standard_input_is_answered_with_an_array()
    {
        var (exit, output, _) = Unknown($"[\n{Monday}\n]\n");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(["2026-11-23"], Dates(JsonDocument.Parse(output).RootElement.EnumerateArray()));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() =>
        Assert.Equal(Lines($"{Monday}\n{Tuesday}"), Lines($"{Monday}\n{Tuesday}"));

    [Fact]
    public void Text_output_has_massage_reasons_and_calendar()
    {
        const string Marathon = """
            {"asOf": "2026-11-23", "activities": [{"id": "1", "start": "2026-11-22T09:00:00+01:00", "sport": "run",
             "name": "City Marathon", "distanceMeters": 42500, "movingSeconds": 13680, "sourceTag": "race"}]}
            """;

        var (exit, output, _) = Run(Marathon, json: false, (simulation, input) => simulation.AnswerDocument(input));

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("Advice for Monday 23 November 2026", output, StringComparison.Ordinal);
        Assert.Contains(
            "Massage: Swedish (gentle), Wednesday 25 November to Friday 27 November.",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("RACE_POST", output, StringComparison.Ordinal);
        Assert.Contains("24 Nov Swedish  .  #  #  #", output, StringComparison.Ordinal);
        Assert.DoesNotContain('{', output);
    }

    private static (ExitCode Exit, string Output, string Error) Document(string text) =>
        Run(text, json: true, (simulation, input) => simulation.AnswerDocument(input));

    private static (ExitCode Exit, string Output, string Error) Lines(string text) =>
        Run(text, json: true, (simulation, input) => simulation.AnswerLines(input));

    private static (ExitCode Exit, string Output, string Error) Unknown(string text) =>
        Run(text, json: true, (simulation, input) => simulation.AnswerAny(input));

    private static (ExitCode Exit, string Output, string Error) Run(
        string text,
        bool json,
        Func<Simulator, Stream, ExitCode> run
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var simulation = new Simulator(RuleParameters.Default, "input", json, output, error);
        var exit = run(simulation, new MemoryStream(Encoding.UTF8.GetBytes(text)));
        return (exit, output.ToString(), error.ToString());
    }

    private static List<string?> DatesOfLines(string output) =>
        Dates(output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement));

    private static List<string?> Dates(IEnumerable<JsonElement> answers) =>
        answers
            .Select(answer => answer.ValueKind == JsonValueKind.Null ? null : answer.GetProperty("asOf").GetString())
            .ToList();

    [Fact]
    public void Endless_input_ends_in_one_error()
    {
        var readers = new Func<Utf8LineReader, ReadOnlyMemory<byte>?>[]
        {
            from => from.ReadLine(),
            from => from.ReadToEnd(),
        };
        Assert.All(readers, read =>
        {
            using var endless = File.OpenRead("/dev/zero");
            Assert.Throws<SimulationDocumentException>(() => read(new Utf8LineReader(endless, maxBytes: 1_000_000)));
        });

        var (exit, output, error) = Unknown($"{Monday}\n{Tuesday}\n");
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(2, output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_timeline_that_is_a_pipe_a_device_or_a_folder_is_refused_in_one_line()
    {
        using var fixture = new CommandFixture();
        var data = fixture.Settings.ActivitySync.DataDirectory;
        foreach (var path in new[] { SpecialFile.CreatePipe(Path.Combine(data, "t.jsonl")), "/dev/zero", data })
        {
            var (exit, output, error) = await fixture.RunAsync("simulate", path);

            Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
            Assert.StartsWith($"{path}: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sample_of_the_settings_replaces_nothing_and_is_private()
    {
        using var fixture = new CommandFixture();
        var data = fixture.Settings.ActivitySync.DataDirectory;
        var (file, link) = (Path.Combine(data, "settings.json"), Path.Combine(data, "link.json"));
        File.CreateSymbolicLink(link, Path.Combine(data, "nowhere"));

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync("config", "init", file)).Exit);
        foreach (var existing in new[] { file, link, SpecialFile.CreatePipe(Path.Combine(data, "pipe")) })
        {
            var (exit, _, error) = await fixture.RunAsync("config", "init", existing);
            Assert.Equal(ExitCode.InvalidInput, exit);
            Assert.Contains("already exists", error, StringComparison.Ordinal);
        }

        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(file));
        Assert.False(File.Exists(Path.Combine(data, "nowhere")));
    }
}
