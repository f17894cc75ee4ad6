using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>Asks a person line by line until the answer is valid. A question answered by a flag is not
/// asked.</summary>
internal sealed class ConsolePrompt(TextReader input, TextWriter output, bool isTerminal)
{
    private const int MaxTries = 5;

    /// <summary>Ctrl+D.</summary>
    private const int EndOfText = 4;

    /// <summary>Gets a valid answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="flag">The flag that answers it.</param>
    /// <param name="given">The flag's value; null asks.</param>
    /// <param name="check">Converts the answer to a value, or says what is wrong with it.</param>
    /// <exception cref="OperationException">The flag's value is invalid, or the input ends.</exception>
    public async Task<T> AskAsync<T>(
        SetupQuestion question,
        string flag,
        string? given,
        Func<string, Task<(T? Value, string? Error)>> check
    )
    {
        if (given is not null)
        {
            var (value, error) = await check(given);
            if (error is null)
            {
                return value!;
            }

            var namesFlag = error.StartsWith("--", StringComparison.Ordinal); // answers may be checked together
            throw new OperationException(ErrorKind.InvalidInput, namesFlag ? error : $"{flag}: {error}");
        }

        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (value, error) = await check(ReadAnswer(question, flag));
            if (error is null)
            {
                return value!;
            }

            await output.WriteLineAsync($"  {error}");
        }

        throw new OperationException(
            ErrorKind.InvalidInput,
            $"setup: no valid answer to \"{question.Text}\". Nothing was saved. Run setup again when you have it."
        );
    }

    private string ReadAnswer(SetupQuestion question, string flag)
    {
        output.Write($"{question.Text}{(question.Default is { } answerIfBlank ? $" [{answerIfBlank}]" : "")}: ");
        output.Flush();
        var answer = question.IsSecret && isTerminal ? ReadSecret() : input.ReadLine();
        if (!isTerminal)
        {
            output.WriteLine();
        }

        if (answer is null)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"setup needs an answer to \"{question.Text}\". Nothing was saved. Use {flag}."
            );
        }

        return answer.Trim() is { Length: > 0 } trimmed ? trimmed : question.Default ?? "";
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
internal sealed record SetupQuestion(string Text, string? Default = null, bool IsSecret = false);
