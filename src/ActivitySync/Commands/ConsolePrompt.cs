using System.Text;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>
/// Asks a person line by line until the answer is valid. A question answered by a flag is not asked. Ctrl-C ends the
/// question at once.
/// </summary>
internal sealed class ConsolePrompt(
    TextReader input,
    TextWriter output,
    OutputFormat format,
    bool isTerminal,
    CancellationToken cancellationToken
)
{
    /// <summary>The max number of times that a question is asked.</summary>
    public const int MaxTries = 5;

    /// <summary>The columns that are left for an answer after the question.</summary>
    private const int AnswerColumns = 10;

    /// <summary>Ctrl+D.</summary>
    private const int EndOfText = 4;

    private bool _hasAsked;

    /// <summary>Gets a valid answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="flag">The flag that answers it.</param>
    /// <param name="given">The flag's value; null asks.</param>
    /// <param name="check">
    /// Converts the answer, which is not empty, to a value, or says what is wrong with it. It throws an <see
    /// cref="OperationException"/> if something else is wrong, such as a service that doesn't answer.
    /// </param>
    /// <returns>The value; the default of its type if the question is optional and was skipped.</returns>
    /// <exception cref="OperationException">
    /// The flag's value is invalid, the input ends, or no answer was valid. Its kind is that of the last error.
    /// </exception>
    /// <exception cref="OperationCanceledException">Ctrl-C was pressed.</exception>
    public async Task<T> AskAsync<T>(
        SetupQuestion question,
        string flag,
        string? given,
        Func<string, Task<(T? Value, string? Error)>> check
    )
    {
        if (given is not null)
        {
            var (value, error) = await CheckAsync(question.IsSecret ? given : given.Trim(), check);
            if (error is null)
            {
                return value!;
            }

            var namesFlag = error.Message.StartsWith("--", StringComparison.Ordinal); // answers may be checked together
            throw new OperationException(error.Kind, namesFlag ? error.Message : $"{flag}: {error.Message}", error);
        }

        // A script that passed every required flag is asked nothing: its input may never end.
        if (question.IsOptional && !isTerminal && !_hasAsked)
        {
            return default!;
        }

        OperationException? last = null;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var answer = await ReadAnswerAsync(question);
            if (answer is null && !question.IsOptional)
            {
                throw new OperationException(
                    last?.Kind ?? ErrorKind.InvalidInput,
                    $"setup needs an answer to \"{question.Text}\". Nothing was saved. Use {flag}."
                );
            }

            if (answer is null || (question.IsOptional && answer.Length == 0))
            {
                return default!;
            }

            (var value, last) = await CheckAsync(answer, check);
            if (last is null)
            {
                return value!;
            }

            WriteError(last.Message);
        }

        throw new OperationException(
            last!.Kind,
            $"setup: no valid answer to \"{question.Text}\". Nothing was saved. Run setup again when you have it."
        );
    }

    /// <summary>Says what is wrong with an answer before the next question.</summary>
    public void WriteError(string error) => output.WriteLine($"  {format.Paint(error, TextColor.Bad)}");

    private static async Task<(T? Value, OperationException? Error)> CheckAsync<T>(
        string answer,
        Func<string, Task<(T? Value, string? Error)>> check
    )
    {
        if (answer.Length == 0)
        {
            return (default, new OperationException(ErrorKind.InvalidInput, "must not be empty."));
        }

        try
        {
            var (value, error) = await check(answer);
            return (value, error is null ? null : new OperationException(ErrorKind.InvalidInput, error));
        }
        catch (OperationException exception)
        {
            return (default, exception);
        }
    }

    /// <summary>Reads a line; null at the end of the input.</summary>
    private async Task<string?> ReadAnswerAsync(SetupQuestion question)
    {
        _hasAsked = true;
        WriteQuestion(question);
        // Reading can't be canceled, so a thread reads and is left behind at Ctrl-C; the process ends then.
        var answer = await Task.Run(
                () => question.IsSecret && isTerminal ? ReadSecret() : input.ReadLine(),
                CancellationToken.None
            )
            .WaitAsync(cancellationToken);
        if (!isTerminal || answer is null)
        {
            output.WriteLine(); // nothing typed has ended the question's line
        }

        return answer is null ? null
            : answer.Trim() is { Length: > 0 } trimmed ? trimmed
            : question.Default ?? "";
    }

    /// <summary>Prints the question; the answer is typed on its last line.</summary>
    private void WriteQuestion(SetupQuestion question)
    {
        var text = $"{question.Text}{(question.Default is { } answerIfBlank ? $" [{answerIfBlank}]" : "")}:";
        List<string> lines = [.. WordWrap.Wrap(text, format.Columns - AnswerColumns ?? int.MaxValue)];
        foreach (var line in lines.SkipLast(1))
        {
            output.WriteLine(format.Paint(line, TextColor.Heading));
        }

        output.Write($"{format.Paint(lines[^1], TextColor.Heading)} ");
        output.Flush();
    }

    private string? ReadSecret()
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    output.WriteLine();
                    return typed.ToString();
                case { KeyChar: (char)EndOfText }:
                    return null;
                case { Key: ConsoleKey.Backspace } when typed.Length > 0:
                    typed.Length--;
                    break;
                case { KeyChar: >= ' ' }:
                    typed.Append(key.KeyChar);
                    break;
            }
        }
    }
}

/// <summary>One question of <c>setup</c>.</summary>
/// <param name="Text">The question, without the colon.</param>
/// <param name="Default">The answer for a blank line; null if there is none.</param>
/// <param name="IsSecret">Whether typed characters are hidden.</param>
/// <param name="IsOptional">
/// Whether a blank line, and the end of the input, skip the question. Without a terminal it is asked only after
/// another.
/// </param>
internal sealed record SetupQuestion(
    string Text,
    string? Default = null,
    bool IsSecret = false,
    bool IsOptional = false
);
