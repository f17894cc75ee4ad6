using System.Globalization;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Commands;

/// <summary>
/// Computes plans for timeline documents: one, an array of them, or one per line. An invalid document among several
/// gets null as its answer and an error with its number; the others are still answered.
/// </summary>
/// <param name="rules">The effective parameters.</param>
/// <param name="inputName">The file, for error messages.</param>
/// <param name="json">Whether answers are JSON.</param>
/// <param name="output">Where answers go.</param>
/// <param name="error">Where errors go.</param>
/// <param name="format">What answers for people look like; null as in a pipe.</param>
/// <param name="isVerbose">Whether codes and rules are printed for people too.</param>
internal sealed class Simulator(
    RuleParameters rules,
    string inputName,
    bool json,
    TextWriter output,
    TextWriter error,
    OutputFormat? format = null,
    bool isVerbose = false
) : IDisposable
{
    private const string NoAnswer = "null";
    private const string LineEnd = "\n";

    private readonly PlanStreamWriter _answers = new(output);
    private readonly PlanTextWriter _text = new(output, format ?? OutputFormat.Plain, isVerbose);
    private bool _hasErrors;

    public void Dispose() => _answers.Dispose();

    /// <summary>How many answers were printed, those without a plan too.</summary>
    public int Answers { get; private set; }

    private ExitCode Result => _hasErrors ? ExitCode.InvalidInput : ExitCode.Done;

    /// <summary>Answers a file with one timeline or an array of timelines.</summary>
    public ExitCode AnswerDocument(Stream input) =>
        AnswerWithinLimit(() => AnswerDocument(new Utf8LineReader(input).ReadToEnd()));

    /// <summary>Answers one timeline per line.</summary>
    public ExitCode AnswerLines(Stream input) => AnswerWithinLimit(() => AnswerLines(new Utf8LineReader(input)));

    /// <summary>Answers standard input: one document, or several values if a second one follows the first.</summary>
    public ExitCode AnswerAny(Stream input) => AnswerWithinLimit(() => AnswerAny(new Utf8LineReader(input)));

    private ExitCode AnswerAny(Utf8LineReader lines)
    {
        if (lines.ReadLine() is not { } line)
        {
            return AnswerDocument(ReadOnlyMemory<byte>.Empty);
        }

        var first = line.ToArray();
        var firstNumber = lines.LineNumber;
        if (lines.ReadLine() is not { } following)
        {
            return AnswerValues(first);
        }

        if (
            IsOneValue(first)
            || (IsOneValue(following.Span) && !SimulationJson.CanBeContinued([.. first, .. following.Span]))
        )
        {
            AnswerLine(first, firstNumber);
            AnswerLine(following, lines.LineNumber);
            return AnswerLines(lines);
        }

        // Skipped blank lines are restored, so that line numbers in messages are right.
        var blanks = Enumerable.Repeat((byte)'\n', firstNumber - 1);
        var between = Enumerable.Repeat((byte)'\n', lines.LineNumber - firstNumber - 1);
        byte[] start = [.. blanks, .. first, .. between, .. following.Span];
        byte[] all = [.. start, .. lines.ReadToEnd().Span];
        return AnswerValues(all);
    }

    /// <summary>Ends at a line or document that is too long; the answers before it are printed.</summary>
    private ExitCode AnswerWithinLimit(Func<ExitCode> answer) => TryOrReport(() => (ExitCode?)answer(), "") ?? Result;

    private ExitCode AnswerLines(Utf8LineReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            AnswerLine(line, lines.LineNumber);
        }

        return Result;
    }

    private ExitCode AnswerDocument(ReadOnlyMemory<byte> utf8)
    {
        if (TryOrReport(() => SimulationJson.Parse(utf8), "") is not { } document)
        {
            return Result;
        }

        using (document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                AnswerList(document.RootElement);
            }
            else if (TryOrReport(() => ComputePlan(document.RootElement), "") is { } plan)
            {
                WritePlan(plan, LineEnd);
            }
        }

        return Result;
    }

    private void AnswerList(JsonElement list)
    {
        var remaining = list.GetArrayLength();
        var index = 0;
        if (json)
        {
            output.Write('[');
        }

        foreach (var element in list.EnumerateArray())
        {
            var separator =
                --remaining == 0 ? ""
                : json ? ",\n"
                : LineEnd;
            WritePlanOrNull(
                TryOrReport(() => ComputePlan(element), string.Create(CultureInfo.InvariantCulture, $"[{index++}]")),
                separator
            );
        }

        if (json)
        {
            output.Write("]\n");
        }
    }

    /// <summary>Answers consecutive values, each on one or more lines.</summary>
    private ExitCode AnswerValues(ReadOnlyMemory<byte> utf8)
    {
        if (TryOrReport(() => (int?)SimulationJson.GetFirstValueLength(utf8.Span), "") is not { } length)
        {
            return Result;
        }

        if (length == utf8.Length || !BeginsWithValue(utf8.Span[length..]))
        {
            return AnswerDocument(utf8);
        }

        var position = 0;
        while (position < utf8.Length)
        {
            var from = position;
            var place = string.Create(
                CultureInfo.InvariantCulture,
                $"value at line {utf8.Span[..from].Count((byte)'\n') + 1}"
            );
            if (TryOrReport(() => (int?)SimulationJson.GetFirstValueLength(utf8.Span[from..]), place) is not { } next)
            {
                // The end of an invalid value is unknown, so nothing after it can be read.
                WritePlanOrNull(null, LineEnd);
                break;
            }

            position += next;
            AnswerOne(utf8.Slice(from, next), place);
        }

        return Result;
    }

    private void AnswerLine(ReadOnlyMemory<byte> line, int number) =>
        AnswerOne(line, string.Create(CultureInfo.InvariantCulture, $"line {number}"));

    private void AnswerOne(ReadOnlyMemory<byte> utf8, string place)
    {
        var plan = TryOrReport(
            () =>
            {
                using var document = SimulationJson.Parse(utf8);
                return ComputePlan(document.RootElement);
            },
            place
        );
        WritePlanOrNull(plan, LineEnd);
    }

    private RecoveryPlan ComputePlan(JsonElement element) =>
        RecoveryPlanner.Plan(SimulationDocument.Read(element), rules);

    private void WritePlanOrNull(RecoveryPlan? plan, string terminator)
    {
        if (plan is not null)
        {
            WritePlan(plan, terminator);
        }
        else
        {
            Answers++;
            output.Write(json ? NoAnswer + terminator : $"(no answer){terminator}");
        }
    }

    private void WritePlan(RecoveryPlan plan, string terminator)
    {
        Answers++;
        if (json)
        {
            _answers.Write(plan, terminator);
        }
        else
        {
            _text.Write(plan);
        }
    }

    /// <summary>Runs an action; reports an invalid document with its place and returns null.</summary>
    private T? TryOrReport<T>(Func<T> action, string place)
    {
        try
        {
            return action();
        }
        catch (SimulationDocumentException exception)
        {
            _hasErrors = true;
            error.WriteLine(
                $"{inputName}: {(place.Length > 0 ? place + ": " : "")}{exception.Message.TrimEnd('.')}. "
                    + "Use a timeline as docs/specification/simulate.md describes it."
            );
            return default;
        }
    }

    private static bool IsOneValue(ReadOnlySpan<byte> utf8) =>
        BeginsWithValue(utf8, out var length) && length == utf8.Length;

    private static bool BeginsWithValue(ReadOnlySpan<byte> utf8) => BeginsWithValue(utf8, out _);

    private static bool BeginsWithValue(ReadOnlySpan<byte> utf8, out int length)
    {
        try
        {
            length = SimulationJson.GetFirstValueLength(utf8);
            return true;
        }
        catch (SimulationDocumentException)
        {
            length = 0;
            return false;
        }
    }
}
