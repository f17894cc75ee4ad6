using System.Globalization;
using System.Text.Json;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Commands;

/// <summary>
/// Answers timeline documents: one, a list of them, or one a line. What cannot be read among several is answered
/// with null in its place and told by its number; the others still get their answers.
/// </summary>
internal sealed class Simulation(RuleParameters rules, string inputName, bool json, TextWriter output, TextWriter error) : IDisposable
{
    private const string NoAnswer = "null";
    private const string LineEnd = "\n";

    private readonly AnswerWriter _answers = new(output);
    private bool _trouble;

    public void Dispose() => _answers.Dispose();

    private ExitCode Outcome => _trouble ? ExitCode.WrongInput : ExitCode.Done;

    /// <summary>A whole file: one timeline, or a list of them.</summary>
    public ExitCode Document(Stream input) => Document(new InputLines(input).Rest());

    /// <summary>One timeline a line.</summary>
    public ExitCode Lines(Stream input) => Lines(new InputLines(input));

    /// <summary>Standard input: one document, or several values if a second follows the first.</summary>
    public ExitCode Unknown(Stream input)
    {
        var lines = new InputLines(input);
        if (lines.Next() is not { } line) return Document(ReadOnlyMemory<byte>.Empty);
        var first = line.ToArray();
        var firstNumber = lines.Number;
        if (lines.Next() is not { } following) return Values(first);
        if (IsOneValue(first) || (IsOneValue(following.Span) && !JsonInput.CanBeContinued([.. first, .. following.Span])))
        {
            Line(first, firstNumber);
            Line(following, lines.Number);
            return Lines(lines);
        }

        // Blank lines passed over are put back, so that line numbers in messages are right.
        var blanks = Enumerable.Repeat((byte)'\n', firstNumber - 1);
        var between = Enumerable.Repeat((byte)'\n', lines.Number - firstNumber - 1);
        byte[] start = [.. blanks, .. first, .. between, .. following.Span];
        byte[] all = [.. start, .. lines.Rest().Span];
        return Values(all);
    }

    private ExitCode Lines(InputLines lines)
    {
        while (lines.Next() is { } line) Line(line, lines.Number);
        return Outcome;
    }

    private ExitCode Document(ReadOnlyMemory<byte> utf8)
    {
        if (Try(() => JsonInput.Parse(utf8), "") is not { } document) return Outcome;
        using (document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                List(document.RootElement);
            }
            else if (Try(() => Answer(document.RootElement), "") is { } plan)
            {
                Write(plan, LineEnd);
            }
        }

        return Outcome;
    }

    private void List(JsonElement list)
    {
        var left = list.GetArrayLength();
        var index = 0;
        if (json) output.Write('[');
        foreach (var element in list.EnumerateArray())
        {
            var behind = --left == 0 ? "" : json ? ",\n" : LineEnd;
            WriteOrNull(Try(() => Answer(element), string.Create(CultureInfo.InvariantCulture, $"[{index++}]")), behind);
        }

        if (json) output.Write("]\n");
    }

    /// <summary>Values one after the other, each over as many lines as it likes.</summary>
    private ExitCode Values(ReadOnlyMemory<byte> utf8)
    {
        if (Try(() => (int?)JsonInput.LengthOfFirst(utf8.Span), "") is not { } length) return Outcome;
        if (length == utf8.Length || !BeginsWithValue(utf8.Span[length..])) return Document(utf8);
        var at = 0;
        while (at < utf8.Length)
        {
            var from = at;
            var place = string.Create(CultureInfo.InvariantCulture, $"value at line {utf8.Span[..from].Count((byte)'\n') + 1}");
            if (Try(() => (int?)JsonInput.LengthOfFirst(utf8.Span[from..]), place) is not { } next)
            {
                // Where a broken value ends cannot be told, so nothing behind it is believed.
                WriteOrNull(null, LineEnd);
                break;
            }

            at += next;
            One(utf8.Slice(from, next), place);
        }

        return Outcome;
    }

    private void Line(ReadOnlyMemory<byte> line, int number) =>
        One(line, string.Create(CultureInfo.InvariantCulture, $"line {number}"));

    private void One(ReadOnlyMemory<byte> utf8, string place)
    {
        var plan = Try(
            () =>
            {
                using var document = JsonInput.Parse(utf8);
                return Answer(document.RootElement);
            },
            place);
        WriteOrNull(plan, LineEnd);
    }

    private RecoveryPlan Answer(JsonElement element) => RecoveryPlanner.Plan(TimelineDocument.Read(element), rules);

    private void WriteOrNull(RecoveryPlan? plan, string behind)
    {
        if (plan is not null) Write(plan, behind);
        else output.Write(json ? NoAnswer + behind : $"(no answer){behind}");
    }

    private void Write(RecoveryPlan plan, string behind)
    {
        if (json) _answers.Write(plan, behind);
        else PlanText.Write(output, plan);
    }

    /// <summary>The result, or null after its trouble was told with its place.</summary>
    private T? Try<T>(Func<T> work, string place)
    {
        try
        {
            return work();
        }
        catch (DocumentException trouble)
        {
            _trouble = true;
            error.WriteLine($"{inputName}: {(place.Length > 0 ? place + ": " : "")}{trouble.Message}");
            return default;
        }
    }

    private static bool IsOneValue(ReadOnlySpan<byte> utf8) => BeginsWithValue(utf8, out var length) && length == utf8.Length;

    private static bool BeginsWithValue(ReadOnlySpan<byte> utf8) => BeginsWithValue(utf8, out _);

    private static bool BeginsWithValue(ReadOnlySpan<byte> utf8, out int length)
    {
        try
        {
            length = JsonInput.LengthOfFirst(utf8);
            return true;
        }
        catch (DocumentException)
        {
            length = 0;
            return false;
        }
    }
}
