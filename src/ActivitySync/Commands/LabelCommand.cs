using System.CommandLine;
using System.Globalization;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>The runner's word on an activity.</summary>
internal static class LabelCommand
{
    /// <summary>Not a label: takes the runner's own away.</summary>
    private const string Auto = "auto";

    private static readonly Argument<string> s_id = new("ID") { Description = "The activity, as 'activities' shows it." };
    private static readonly Argument<string> s_word = new("LABEL") { Description = $"{EnumWord.Choices<LabelWord>()}, or {Auto}: as we would say without you." };

    private static readonly Option<string?> s_importance = new("--importance")
    {
        Description = "With race. A: the season's aim; B: a race; C: training with a number on.",
        HelpName = "A|B|C",
    };

    public static Command Create()
    {
        var verb = Verb.Named("label", "Says what an activity was; always wins, and stays through every later sync.", "label 42 race --importance A");
        verb.Arguments.Add(s_id);
        verb.Arguments.Add(s_word);
        verb.Options.Add(s_importance);
        verb.Options.Add(Verb.Athlete);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var typed = call.Value(s_word)!;
        LabelWord? word = typed.Equals(Auto, StringComparison.OrdinalIgnoreCase) ? null : ReadWord(typed);
        var importance = TypedWord.ReadIfAny<Importance>(call.Value(s_importance), "--importance");
        if (importance is not null && word != LabelWord.Race)
            throw new CannotProceedException(ExitCode.WrongInput, "--importance: goes with race only; leave it out.");

        using var book = new RunnerBook(call);
        var id = ActivityId(book, call.Value(s_id)!);
        if (word is { } said)
        {
            Labels.Say(book.Store, book.AthleteId, id, said, importance, call.Clock.GetUtcNow());
            var weight = importance is { } known ? $", importance {known}" : "";
            call.Out.WriteLine($"Kept: activity {id} is {EnumWord.Of(said)}{weight}, by your word. {book.Undo($"label {id} {Auto}")}");
        }
        else
        {
            Labels.TakeBack(book.Store, book.AthleteId, id);
            call.Out.WriteLine($"Your own labels of activity {id} are gone; it is tagged by its numbers and title again.");
        }

        return ExitCode.Done;
    }

    private static LabelWord ReadWord(string typed) =>
        TypedWord.TryRead<LabelWord>(typed, out var word)
            ? word
            : throw new CannotProceedException(
                ExitCode.WrongInput, $"LABEL: \"{PlainText.Of(typed, 40)}\" is unknown; possible: {EnumWord.Choices<LabelWord>()}, {Auto}.");

    private static long ActivityId(RunnerBook book, string typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Identities.OfActivity(book.Store, book.AthleteId, id).Count > 0
            ? id
            : throw new CannotProceedException(
                ExitCode.WrongInput, $"ID: there is no activity {PlainText.Of(typed, 40)}; 'activitysync activities' shows them.");
}
