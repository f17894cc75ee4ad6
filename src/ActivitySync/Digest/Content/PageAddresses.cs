namespace ActivitySync.Digest.Content;

/// <summary>The addresses on the athlete's page that one mail links to.</summary>
/// <param name="PublicUrl">The address of the page.</param>
/// <param name="CreateAnswer">Creates the signed address of an answer.</param>
internal sealed record PageAddresses(Uri PublicUrl, Func<AnswerChoice, Uri> CreateAnswer)
{
    private const string WeekPath = "week";

    /// <summary>The page of the week, where every question can be answered after signing in.</summary>
    public string Week => Combine(PublicUrl, WeekPath).AbsoluteUri;

    /// <summary>Returns the address of an answer.</summary>
    public string GetAnswer(AnswerChoice choice) => CreateAnswer(choice).AbsoluteUri;

    /// <summary>Returns the address of the self-massage guide, or of one of its sections.</summary>
    /// <param name="path">The guide's path in the mail's language.</param>
    /// <param name="section">The id of a section; empty for the whole guide.</param>
    public string GetGuide(string path, string section = "") =>
        $"{Combine(PublicUrl, path).AbsoluteUri}{(section.Length > 0 ? $"#{section}" : "")}";

    /// <summary>Appends a path to the address of the page, which may have a path itself.</summary>
    public static Uri Combine(Uri publicUrl, string path) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/{path}");
}
