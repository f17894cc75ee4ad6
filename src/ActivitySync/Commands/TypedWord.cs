using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Words of a fixed list as people type them at a terminal.</summary>
internal static class TypedWord
{
    /// <exception cref="CannotProceedException">It is none of the words; the line names them.</exception>
    public static T Read<T>(string typed, string place)
        where T : struct, Enum =>
        EnumWord.TryRead<T>(typed, out var value)
            ? value
            : throw new CannotProceedException(
                ExitCode.WrongInput, $"{place}: \"{PlainText.Of(typed, 40)}\" is unknown; possible: {EnumWord.Choices<T>()}.");

    /// <summary>Importance may be typed small.</summary>
    public static T? ReadIfAny<T>(string? typed, string place)
        where T : struct, Enum => typed is null ? null : Read<T>(typed.Length == 1 ? typed.ToUpperInvariant() : typed, place);
}
