using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Tests.Digest.Localization;
using ActivitySync.Tests.Recovery;

namespace ActivitySync.Tests.Documents;

/// <summary>Every exercise that the program can suggest is on both pages about self-massage, with a drawing.</summary>
public sealed partial class SelfMassagePageTests
{
    private const string PictureFolder = "images/self-massage";

    private static readonly string Docs = Path.Combine(TestPaths.RepositoryRoot, "docs");

    /// <summary>The pages, and how each states the seconds per side of a normal and of a light evening.</summary>
    private static readonly Dictionary<string, Func<int, int, string>> Times = new()
    {
        ["self-massage.md"] = (normal, light) => $"**Time:** {normal} seconds a side, {light} on a light evening.",
        ["self-massage.de.md"] = (normal, light) =>
            $"**Dauer:** {normal} Sekunden je Seite, an einem sanften Abend {light}.",
    };

    /// <summary>Activities after which all areas are suggested.</summary>
    private static readonly string[] Sports = ["run", "ride"];

    public static TheoryData<string> Pages { get; } = [.. Times.Keys];

    public static TheoryData<string> Pictures { get; } = [.. FindPictures()];

    [Fact]
    public void The_exercises_below_are_all_that_there_are()
    {
        var exercises = FindExercises();

        Assert.Equal(
            Enum.GetValues<BodyArea>().Order(),
            exercises.Select(exercise => exercise.Normal.Area).Distinct().Order()
        );
        Assert.Equal(
            Enum.GetValues<SelfMassageTool>().Order(),
            exercises.Select(exercise => exercise.Normal.Tool).Distinct().Order()
        );
        Assert.All(exercises, exercise => Assert.Equal(exercise.Normal.Area, exercise.Light.Area));
        // The pages state no sets.
        Assert.All(exercises, exercise => Assert.Equal((1, 1), (exercise.Normal.Sets, exercise.Light.Sets)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_exercise_has_its_section(string page)
    {
        var text = File.ReadAllText(Path.Combine(Docs, page));
        var sections = SplitSections(text);

        Assert.All(FindExercises(), exercise =>
        {
            var id = GetId(exercise.Normal);
            var (normal, light) = (exercise.Normal.Seconds, exercise.Light.Seconds);
            var section = Assert.Contains(id, sections);
            Assert.StartsWith("## ", section.TrimStart(), StringComparison.Ordinal);
            Assert.Contains(Times[page](normal, light), section, StringComparison.Ordinal);
            Assert.Contains($"](#{id}) | {normal} | {light} |", text, StringComparison.Ordinal);
            Assert.Equal([$"{PictureFolder}/{id}.svg"], FindPicturesOn(section));
            Assert.InRange(Steps().Count(section), 3, 5);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_picture_is_used_and_described(string page)
    {
        var text = File.ReadAllText(Path.Combine(Docs, page));

        Assert.Equal(
            FindPictures().Select(name => $"{PictureFolder}/{name}"),
            FindPicturesOn(text).Order(StringComparer.Ordinal)
        );
        Assert.All(Images().Matches(text), image => Assert.NotEqual("", image.Groups["alt"].Value.Trim()));
    }

    [Fact]
    public void A_link_to_a_section_works_in_both_languages()
    {
        var ids = Times
            .Keys.Select(page => SectionIds().Matches(File.ReadAllText(Path.Combine(Docs, page))))
            .Select(matches => matches.Select(match => match.Groups["id"].Value).ToList())
            .ToList();

        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(ids[0], ids[0].Distinct());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Nothing_is_claimed_that_evidence_does_not_support(string page)
    {
        var text = Spaces().Replace(File.ReadAllText(Path.Combine(Docs, page)), " ");

        Assert.DoesNotContain(MailTextTests.Banned, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_is_small_titled_and_stands_alone(string name) =>
        Assert.Equal("", DrawingCheck.FindProblem(File.ReadAllBytes(Path.Combine(Docs, PictureFolder, name))));

    /// <summary>Every exercise once, with the seconds of a normal and of a light evening.</summary>
    private static List<(SelfMassageStep Normal, SelfMassageStep Light)> FindExercises() =>
        [
            .. from sport in Sports
            from pair in Enumerable.Zip(
                CreateTraining(sport).Plan().SelfMassage!.Steps,
                CreateTraining(sport).AddCalendarRace(1, 10).Plan().SelfMassage!.Steps
            )
            select pair,
        ];

    private static TimelineBuilder CreateTraining(string sport) => new TimelineBuilder().AddActivity(-1, sport, 40);

    /// <summary>The id of the exercise's section and the name of its picture: foam-roller-calves.</summary>
    private static string GetId(SelfMassageStep step) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName($"{step.Tool}{step.Area}");

    private static IEnumerable<string> FindPictures() =>
        Directory
            .EnumerateFiles(Path.Combine(Docs, PictureFolder))
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> FindPicturesOn(string text) =>
        Images().Matches(text).Select(match => match.Groups["src"].Value);

    /// <summary>By id; a section ends where the next begins.</summary>
    private static Dictionary<string, string> SplitSections(string text)
    {
        var starts = SectionIds().Matches(text);
        return starts
            .Zip(starts.Skip(1).Select(next => next.Index).Append(text.Length))
            .ToDictionary(
                pair => pair.First.Groups["id"].Value,
                pair => text[(pair.First.Index + pair.First.Length)..pair.Second]
            );
    }

    [GeneratedRegex("""^<a id="(?<id>[^"]+)"></a>$""", RegexOptions.Multiline)]
    private static partial Regex SectionIds();

    [GeneratedRegex("""<img src="(?<src>[^"]+)" width="\d+" alt="(?<alt>[^"]*)">""")]
    private static partial Regex Images();

    [GeneratedRegex(@"^\d\. ", RegexOptions.Multiline)]
    private static partial Regex Steps();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
