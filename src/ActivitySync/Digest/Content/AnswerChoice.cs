using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Digest.Content;

/// <summary>
/// What a link of a mail answers. Addresses of mails that were sent contain the numbers, so a number never changes its
/// meaning.
/// </summary>
internal enum AnswerAction
{
    /// <summary>Shows the choices of a question. Argument: the question (<see cref="AnswerQuestion"/>).</summary>
    Choose = 1,

    /// <summary>The suggested massage is booked. Argument: the suggested days (<see cref="AnswerDays"/>).</summary>
    Booked = 2,

    /// <summary>The athlete had a massage. No argument.</summary>
    HadMassage = 3,

    /// <summary>Opens the form for a pain. No argument.</summary>
    Hurts = 4,

    /// <summary>No massage for what the mail suggested. Argument: the suggested days.</summary>
    NotThisWeek = 5,

    /// <summary>An activity was a race. Argument: the activity's id.</summary>
    WasRace = 6,

    /// <summary>An activity was a run like others. Argument: the activity's id.</summary>
    JustRun = 7,

    /// <summary>A race without a recording was run. Argument: the number of its day.</summary>
    Ran = 8,

    /// <summary>A race was not started. Argument: the number of its day.</summary>
    DidNotStart = 9,

    /// <summary>The athlete had the massage of an earlier mail. Argument: the suggested days.</summary>
    HadSuggested = 10,

    /// <summary>The athlete didn't have it. Argument: the suggested days.</summary>
    DidNotHave = 11,

    /// <summary>The latest massage left the legs better. Argument: the number of its day.</summary>
    Better = 12,

    /// <summary>It left them as they were. Argument: the number of its day.</summary>
    Same = 13,

    /// <summary>It left them worse. Argument: the number of its day.</summary>
    Worse = 14,

    /// <summary>What raised the medical level is gone. No argument.</summary>
    PainGone = 15,

    /// <summary>Somebody has looked at it. No argument.</summary>
    SawSomeone = 16,

    /// <summary>No emails for a week. No argument.</summary>
    PauseWeek = 17,
}

/// <summary>One answer that a link gives. Both parts are numbers: an address says nothing about health.</summary>
/// <param name="Action">What it answers.</param>
/// <param name="Argument">What it is about, as the action defines; 0 if it has no argument.</param>
internal readonly record struct AnswerChoice(AnswerAction Action, long Argument = 0);

/// <summary>The questions that links answer. The numbers are part of addresses, like those of actions.</summary>
internal enum AnswerQuestionKind
{
    /// <summary>A massage is suggested. Argument: the suggested days.</summary>
    Massage = 1,

    /// <summary>Anything new, without a suggestion. No argument.</summary>
    News = 2,

    /// <summary>Whether an activity was a race. Argument: the activity's id.</summary>
    Race = 3,

    /// <summary>Whether a race without a recording was started. Argument: the number of its day.</summary>
    Start = 4,

    /// <summary>Whether the athlete had the massage of an earlier mail. Argument: the suggested days.</summary>
    Suggestion = 5,

    /// <summary>How a massage left the legs. Argument: the number of its day.</summary>
    Feeling = 6,

    /// <summary>How a pain with a red flag is. No argument.</summary>
    Medical = 7,

    /// <summary>Whether something hurts, because a source's calendar says so. No argument.</summary>
    Injury = 8,
}

/// <summary>A question of a mail, with the answers that links give.</summary>
/// <param name="Kind">The question.</param>
/// <param name="Argument">What it is about, as the kind defines.</param>
internal readonly record struct AnswerQuestion(AnswerQuestionKind Kind, long Argument = 0)
{
    /// <summary>The maximum number of answers, so that a mail isn't a form.</summary>
    public const int MaxChoices = 4;

    /// <summary>A larger id of an activity gets no links.</summary>
    public const long MaxArgument = long.MaxValue >> KindBits;

    private const int KindBits = 4;
    private const long KindMask = (1 << KindBits) - 1;

    /// <summary>The link that shows all choices, for the text part of a mail.</summary>
    public AnswerChoice All => new(AnswerAction.Choose, (Argument << KindBits) | (long)Kind);

    /// <summary>The answers, in the order in which a mail shows them.</summary>
    public IReadOnlyList<AnswerChoice> Choices
    {
        get
        {
            var argument = Argument;
            AnswerAction[] withArgument = Kind switch
            {
                AnswerQuestionKind.Massage => [AnswerAction.Booked],
                AnswerQuestionKind.Race => [AnswerAction.WasRace, AnswerAction.JustRun],
                AnswerQuestionKind.Start => [AnswerAction.Ran, AnswerAction.DidNotStart],
                AnswerQuestionKind.Suggestion => [AnswerAction.HadSuggested, AnswerAction.DidNotHave],
                AnswerQuestionKind.Feeling => [AnswerAction.Better, AnswerAction.Same, AnswerAction.Worse],
                _ => [],
            };
            AnswerChoice[] others = Kind switch
            {
                AnswerQuestionKind.Massage =>
                [
                    new(AnswerAction.HadMassage),
                    new(AnswerAction.Hurts),
                    new(AnswerAction.NotThisWeek, argument),
                ],
                AnswerQuestionKind.News => [new(AnswerAction.HadMassage), new(AnswerAction.Hurts)],
                AnswerQuestionKind.Injury => [new(AnswerAction.Hurts)],
                AnswerQuestionKind.Medical => [new(AnswerAction.PainGone), new(AnswerAction.SawSomeone)],
                _ => [],
            };
            return [.. withArgument.Select(action => new AnswerChoice(action, argument)), .. others];
        }
    }

    /// <summary>Finds the question of a link that shows all choices; null for another action or number.</summary>
    public static AnswerQuestion? Find(AnswerChoice choice) =>
        choice.Action == AnswerAction.Choose
        && (AnswerQuestionKind)(choice.Argument & KindMask) is var kind
        && Enum.IsDefined(kind)
            ? new AnswerQuestion(kind, choice.Argument >> KindBits)
            : null;
}

/// <summary>Suggested days and their kind of massage as one number, the argument of an answer.</summary>
internal static class AnswerDays
{
    /// <summary>The kinds in the order of their numbers; the enum's own order may change.</summary>
    private static readonly MassageKind[] Kinds =
    [
        MassageKind.Other,
        MassageKind.Swedish,
        MassageKind.DeepTissue,
        MassageKind.ActiveRelease,
    ];

    private const int KindBits = 4;
    private const int LengthBits = 4;

    /// <summary>The days after the first that fit the number; later ones are left out.</summary>
    private const int MaxLength = (1 << LengthBits) - 1;

    public static long ToArgument(MassageKind kind, DateOnly from, DateOnly to)
    {
        var length = Math.Clamp(to.DayNumber - from.DayNumber, 0, MaxLength);
        return ((((long)from.DayNumber << LengthBits) | (long)length) << KindBits) | (long)Array.IndexOf(Kinds, kind);
    }

    /// <summary>Returns the days of a number; null if there are none.</summary>
    public static SuggestedWindow? Find(long argument)
    {
        var kind = argument & ((1 << KindBits) - 1);
        var length = (int)(argument >> KindBits) & MaxLength;
        return kind < Kinds.Length && FindDay(argument >> (KindBits + LengthBits)) is { } from
            ? new SuggestedWindow(Kinds[kind], from, from.AddDays(Math.Min(length, CountDaysAfter(from))))
            : null;
    }

    /// <summary>Returns the day of a number (<see cref="DateOnly.DayNumber"/>); null if there is none.</summary>
    public static DateOnly? FindDay(long number) =>
        number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;

    private static int CountDaysAfter(DateOnly day) => DateOnly.MaxValue.DayNumber - day.DayNumber;
}
