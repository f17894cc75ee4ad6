using System.Reflection;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Configuration;

public sealed class LogFormatterTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 22, 18, 0, 5, TimeSpan.Zero));

    public static TheoryData<string, string> Events =>
        [.. FindProjectEvents().Select(logEvent => (logEvent.EventName ?? "", logEvent.Message))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_names_are_snake_case_and_not_repeated_in_the_message(string name, string message)
    {
        Assert.Matches("^[a-z]+(_[a-z]+)*$", name);
        Assert.False(message.StartsWith(name, StringComparison.Ordinal), message);
    }

    [Fact]
    public void No_two_events_have_the_same_name()
    {
        var names = FindProjectEvents().Select(logEvent => logEvent.EventName).ToList();

        Assert.True(names.Count > 10);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void A_line_has_time_level_event_and_message() =>
        Assert.Equal(
            "2026-11-22T18:00:05Z info mail_planned athlete=anna period=2026-W47\n",
            Format(new TextLogFormatter(Clock), null)
        );

    [Fact]
    public void An_exception_is_logged_by_type_on_one_line()
    {
        var line = Format(new TextLogFormatter(Clock), new FormatException("sore\nknee"));

        Assert.EndsWith(" exception=FormatException\n", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(letter => letter == '\n'));
    }

    [Fact]
    public void An_event_of_a_library_has_its_category_as_name_and_is_one_line()
    {
        using var writer = new StringWriter();
        new TextLogFormatter(Clock).Write(
            new LogEntry<string>(
                LogLevel.Warning,
                "Microsoft.Hosting",
                default,
                "two\r\nlines\u001b[31m",
                null,
                (state, _) => state
            ),
            null,
            writer
        );

        Assert.Equal("2026-11-22T18:00:05Z warn Microsoft.Hosting two??lines?[31m\n", writer.ToString());
    }

    [Fact]
    public void A_JSON_event_has_name_and_fields()
    {
        using var document = JsonDocument.Parse(Format(new JsonLogFormatter(Clock), null));

        var line = document.RootElement;
        Assert.Equal(
            ("2026-11-22T18:00:05Z", "info", "mail_planned", "ActivitySync.Outbox.PlanDigests"),
            (
                line.GetProperty("timestamp").GetString(),
                line.GetProperty("level").GetString(),
                line.GetProperty("event").GetString(),
                line.GetProperty("category").GetString()
            )
        );
        Assert.Equal("athlete=anna period=2026-W47", line.GetProperty("message").GetString());
        Assert.Equal("anna", line.GetProperty("fields").GetProperty("Athlete").GetString());
        Assert.False(line.GetProperty("fields").TryGetProperty("{OriginalFormat}", out _));
    }

    [Fact]
    public void JSON_fields_keep_numbers_and_bools_and_have_dates_in_ISO_8601()
    {
        var instant = new DateTimeOffset(2026, 11, 26, 3, 30, 0, TimeSpan.FromHours(1));
        List<KeyValuePair<string, object?>> state =
        [
            new("Night", new DateOnly(2026, 11, 26)),
            new("Until", instant),
            new("Imported", 3),
            new("Share", 0.5),
            new("IsNew", true),
            new("Reason", null),
            new("Level", LogLevel.Error),
        ];
        using var writer = new StringWriter();

        new JsonLogFormatter(Clock).Write(
            new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
                LogLevel.Information,
                "x",
                new EventId(1, "x"),
                state,
                null,
                (_, _) => "x"
            ),
            null,
            writer
        );

        using var line = JsonDocument.Parse(writer.ToString());
        Assert.Equal(
            """{"Night":"2026-11-26","Until":"2026-11-26T02:30:00Z","Imported":3"""
                + ""","Share":0.5,"IsNew":true,"Reason":null,"Level":"Error"}""",
            line.RootElement.GetProperty("fields").GetRawText()
        );
    }

    private static IEnumerable<LoggerMessageAttribute> FindProjectEvents() =>
        from type in typeof(ExitCode).Assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Public
                | BindingFlags.NonPublic
                | BindingFlags.Static
                | BindingFlags.Instance
                | BindingFlags.DeclaredOnly
        )
        from logEvent in method.GetCustomAttributes<LoggerMessageAttribute>()
        select logEvent;

    private static string Format(ConsoleFormatter formatter, Exception? exception)
    {
        List<KeyValuePair<string, object?>> state =
        [
            new("Athlete", "anna"),
            new("Period", "2026-W47"),
            new("{OriginalFormat}", "athlete={Athlete} period={Period}"),
        ];
        using var writer = new StringWriter();
        formatter.Write(
            new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
                LogLevel.Information,
                "ActivitySync.Outbox.PlanDigests",
                new EventId(1712242932, "mail_planned"),
                state,
                exception,
                (fields, _) => $"athlete={fields[0].Value} period={fields[1].Value}"
            ),
            null,
            writer
        );
        return writer.ToString();
    }
}
