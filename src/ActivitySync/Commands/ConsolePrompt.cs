using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>Asks a person, line by line, and asks again until the answer holds. What a flag said is not asked.</summary>
internal sealed class ConsolePrompt(TextReader input, TextWriter output, bool isTerminal)
{
    /// <summary>Whoever has no better answer by then wants to look something up first.</summary>
    private const int MaxTries = 5;

    private const int EndOfText = 4;

    /// <summary>An answer that holds.</summary>
    /// <param name="question">What is asked, and what to do first.</param>
    /// <param name="flag">The flag that answers it.</param>
    /// <param name="given">What the flag said; null if it was not given.</param>
    /// <param name="check">The answer as a value, or what is wrong with it.</param>
    /// <exception cref="OperationException">The flag's value does not hold, or nobody answers.</exception>
    public async Task<T> AskAsync<T>(
        SetupQuestion question,
        string flag,
        string? given,
        Func<string, Task<(T? Value, string? Trouble)>> check
    )
    {
        if (given is not null)
        {
            var (value, trouble) = await check(given);
            if (trouble is null)
            {
                return value!;
            }

            var isOfAnother = trouble.StartsWith("--", StringComparison.Ordinal); // the answer was tried together with those before
            throw new OperationException(ErrorKind.InvalidInput, isOfAnother ? trouble : $"{flag}: {trouble}");
        }

        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (value, trouble) = await check(ReadAnswer(question, flag));
            if (trouble is null)
            {
                return value!;
            }

            await output.WriteLineAsync($"  {trouble}");
        }

        throw new OperationException(
            ErrorKind.InvalidInput,
            $"setup: no answer to '{question.Text}' that holds; nothing was written. Begin anew when you have it."
        );
    }

    private string ReadAnswer(SetupQuestion question, string flag)
    {
        output.Write($"{question.Text}{(question.Default is { } otherwise ? $" [{otherwise}]" : "")}: ");
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
                $"setup: nobody answers '{question.Text}'; nothing was written. Say it by {flag}."
            );
        }

        return answer.Trim() is { Length: > 0 } said ? said : question.Default ?? "";
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
/// <param name="Text">What is asked, without the colon.</param>
/// <param name="Default">The answer of somebody who types nothing; null if there is none.</param>
/// <param name="IsSecret">What is typed is not shown.</param>
internal sealed record SetupQuestion(string Text, string? Default = null, bool IsSecret = false);
