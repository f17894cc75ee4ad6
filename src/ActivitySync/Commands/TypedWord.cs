using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Words of a fixed list as people type them at a terminal.</summary>
internal static class TypedWord
{
    /// <exception cref="CannotProceedException">It is none of the words; the line names them.</exception>
    public static T Read<T>(string typed, string place)
        where T : struct, Enum =>
        TryRead<T>(typed, out var value)
            ? value
            : throw new CannotProceedException(
                ExitCode.WrongInput, $"{place}: \"{PlainText.Of(typed, 40)}\" is unknown; possible: {EnumWord.Choices<T>()}.");

    /// <summary>The same where nothing may be typed at all.</summary>
    public static T? ReadIfAny<T>(string? typed, string place)
        where T : struct, Enum => typed is null ? null : Read<T>(typed, place);

    /// <summary>Capitals and small letters are the same: grades are written large, all else small.</summary>
    public static bool TryRead<T>(string typed, out T value)
        where T : struct, Enum => EnumWord.TryRead(typed.Length == 1 ? typed.ToUpperInvariant() : typed.ToLowerInvariant(), out value);
}
