using System.Globalization;

namespace ActivitySync.Commands;

/// <summary>Numbers of kept rows as users see them: a letter for the kind, so that one number means one thing (<c>m12</c>).</summary>
internal static class RowId
{
    public const char Massage = 'm';
    public const char Pain = 'p';
    public const char Illness = 'i';
    public const char Race = 'r';
    public const char Slot = 's';
    public const char Planned = 't';

    public static string Of(char kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");

    /// <summary>The kind and number typed, if the kind is one of those that can be meant.</summary>
    /// <exception cref="CannotProceedException">It is none.</exception>
    public static (char Kind, long Id) Read(string typed, ReadOnlySpan<char> kinds, string listVerb) =>
        typed.Length > 1
        && kinds.Contains(typed[0])
        && long.TryParse(typed.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (typed[0], id)
            : throw new CannotProceedException(
                ExitCode.WrongInput,
                $"ID: \"{PlainText.Of(typed, 40)}\" is none; 'activitysync {listVerb}' shows them, like {Of(kinds[0], 12)}.");

    /// <summary>Says that a row is gone, or that there was none.</summary>
    /// <exception cref="CannotProceedException">There was none.</exception>
    public static void TellRemoved(VerbCall call, bool removed, string typed, string listVerb)
    {
        if (!removed)
            throw new CannotProceedException(ExitCode.WrongInput, $"ID: there is no {PlainText.Of(typed, 40)}; 'activitysync {listVerb}' shows them.");
        call.Out.WriteLine($"Removed {typed}.");
    }
}
