using System.Text;

namespace ActivitySync.Commands;

/// <summary>Asks a person, line by line, and asks again until the answer holds. What a flag said is not asked.</summary>
internal sealed class Interview(TextReader input, TextWriter output, bool isTerminal)
{
    /// <summary>Whoever has no better answer by then wants to look something up first.</summary>
    private const int MostTries = 5;

    private const int EndOfText = 4;

    /// <summary>An answer that holds.</summary>
    /// <param name="question">What is asked, and what to do first.</param>
    /// <param name="flag">The flag that answers it.</param>
    /// <param name="given">What the flag said; null if it was not given.</param>
    /// <param name="check">The answer as a value, or what is wrong with it.</param>
    /// <exception cref="CannotProceedException">The flag's value does not hold, or nobody answers.</exception>
    public async Task<T> AskAsync<T>(Question question, string flag, string? given, Func<string, Task<(T? Value, string? Trouble)>> check)
    {
        if (given is not null)
        {
            var (value, trouble) = await check(given);
            if (trouble is null) return value!;
            var isOfAnother = trouble.StartsWith("--", StringComparison.Ordinal); // the answer was tried together with those before
            throw new CannotProceedException(ExitCode.WrongInput, isOfAnother ? trouble : $"{flag}: {trouble}");
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            var (value, trouble) = await check(Answer(question, flag));
            if (trouble is null) return value!;
            await output.WriteLineAsync($"  {trouble}");
        }

        throw new CannotProceedException(ExitCode.WrongInput, $"setup: no answer to '{question.Text}' that holds; nothing was written. Begin anew when you have it.");
    }

    private string Answer(Question question, string flag)
    {
        output.Write($"{question.Text}{(question.Otherwise is { } otherwise ? $" [{otherwise}]" : "")}: ");
        output.Flush();
        var answer = question.IsSecret && isTerminal ? ReadHidden() : input.ReadLine();
        if (!isTerminal) output.WriteLine();
        if (answer is null) throw new CannotProceedException(ExitCode.WrongInput, $"setup: nobody answers '{question.Text}'; nothing was written. Say it by {flag}.");
        return answer.Trim() is { Length: > 0 } said ? said : question.Otherwise ?? "";
    }

    private string? ReadHidden()
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
