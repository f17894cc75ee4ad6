using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web.Answers;

/// <summary>What an answer saved or undid, for the page after it.</summary>
/// <param name="Heading">The heading, unless there is a medical level.</param>
/// <param name="Lines">Sentences below it.</param>
internal sealed record AnswerOutcome(string Heading, IReadOnlyList<string> Lines)
{
    /// <summary>The medical level that the answer raises; null without one.</summary>
    public MedicalLevel? Level { get; init; }

    /// <summary>A button undoes the answer.</summary>
    public bool CanUndo { get; init; }

    /// <summary>A link leads to the form again.</summary>
    public bool CanRepeat { get; init; }

    /// <summary>The form can't be read; the page shows it again.</summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>
/// Saves the answers of links through the athlete's logbook. The same answer to the same email is saved once, however
/// often its button is pressed, and another choice of the same link replaces it.
/// </summary>
internal sealed partial class AnswerService(
    Database database,
    AppSettings settings,
    SecretProtector protector,
    TimeProvider clock
)
{
    /// <summary>Two requests of one double click must not both save.</summary>
    private readonly Lock _gate = new();

    public AnswerOutcome Save(MailAnswer answer, FormFields form)
    {
        var language = Languages.GetOrDefault(answer.Athlete.Language);
        lock (_gate)
        {
            using var logbook = AthleteLogbook.Open(database, answer.Athlete, clock, settings.Rules);
            var reader = new AnswerReader(answer, logbook, language);
            MailAnswerRepository.DeleteExpired(logbook.Connection, AnswerLinks.Validity, clock.GetUtcNow());
            try
            {
                return Save(answer, form, logbook, reader, language);
            }
            catch (InvalidEntryException exception)
            {
                return exception.Problem switch
                {
                    EntryProblem.NotFound or EntryProblem.NoMassage => CreateNotSaved(
                        language,
                        language.AnswerPage.Gone
                    ),
                    EntryProblem.FromCalendar => CreateNotSaved(language, language.AnswerPage.RaceIsFromCalendar),
                    _ => CreateNotSaved(language, language.AnswerPage.Unreadable) with { IsUnreadable = true },
                };
            }
        }
    }

    /// <summary>Undoes what the link saved last; nothing is left to undo is the same.</summary>
    public AnswerOutcome Undo(MailAnswer answer)
    {
        var language = Languages.GetOrDefault(answer.Athlete.Language);
        var texts = language.AnswerPage;
        lock (_gate)
        {
            using var logbook = AthleteLogbook.Open(database, answer.Athlete, clock, settings.Rules);
            var rows = GetRows(logbook, answer);

            // Pains end together, and each is reported alone.
            var last = rows.Where(row =>
                answer.Choice.Action == AnswerAction.Hurts ? row == rows[^1] : row.AnsweredAt == rows[^1].AnsweredAt
            );
            foreach (var row in last.Reverse())
            {
                var result = row.UndoId is { } undoId ? logbook.Undo(undoId) : UndoResult.Done;
                if (result is not (UndoResult.Done or UndoResult.AlreadyUndone))
                {
                    var text = result == UndoResult.ChangedSince ? texts.UndoChanged : texts.UndoExpired;
                    return CreateNotSaved(language, text);
                }

                MailAnswerRepository.Delete(logbook.Connection, logbook.AthleteId, row.Id);
            }
        }

        return new AnswerOutcome(texts.Undone, [texts.UndoneText]) { CanRepeat = true };
    }

    /// <summary>Saves that the athlete said something, without another entry.</summary>
    private AnswerOutcome SaveNote(MailAnswer answer, AthleteLogbook logbook, Language language, string text)
    {
        if (GetRows(logbook, answer).Count == 0)
        {
            AddRow(logbook, answer, 0, undoId: null, clock.GetUtcNow());
        }

        return CreateSaved(language, text, hasChanged: true, canUndo: true);
    }

    private AnswerOutcome SaveOnce(
        MailAnswer answer,
        AthleteLogbook logbook,
        Func<SavedChange> save,
        Language language,
        string text
    ) => SaveReplacing(answer, logbook, 0, save, language, text);

    /// <summary>
    /// Saves what was chosen, unless it is saved already; replaces another choice of the question. If it can't be
    /// saved, the other choice stays.
    /// </summary>
    private AnswerOutcome SaveReplacing(
        MailAnswer answer,
        AthleteLogbook logbook,
        long detail,
        Func<SavedChange> save,
        Language language,
        string text
    ) =>
        logbook.SaveTogether(() =>
        {
            var rows = GetRows(logbook, answer);
            if (rows.FirstOrDefault(row => row.Detail == detail) is { } same)
            {
                return CreateSaved(language, text, same.UndoId is not null, canUndo: same.UndoId is not null);
            }

            var isEarlierGone = true;
            foreach (var other in GetOthers(answer).Prepend(answer))
            {
                isEarlierGone &= UndoRows(logbook, other);
            }

            var change = save();
            AddRow(logbook, answer, detail, change.UndoId, clock.GetUtcNow());
            var outcome = CreateSaved(language, text, change.HasChanged, canUndo: change.HasChanged);
            return isEarlierGone
                ? outcome
                : outcome with
                {
                    Lines = [.. outcome.Lines, language.AnswerPage.EarlierStays],
                };
        });

    /// <summary>Whether another answer of the same email is in the way, which this one undoes.</summary>
    private static bool IsReplaced(AthleteLogbook logbook, MailAnswer answer) =>
        GetOthers(answer).Any(other => GetRows(logbook, other).Count > 0);

    private static IEnumerable<MailAnswer> GetOthers(MailAnswer answer)
    {
        AnswerAction[] others = answer.Choice.Action switch
        {
            AnswerAction.WasRace => [AnswerAction.JustRun],
            AnswerAction.JustRun => [AnswerAction.WasRace],
            AnswerAction.Ran => [AnswerAction.DidNotStart],
            AnswerAction.DidNotStart => [AnswerAction.Ran],
            AnswerAction.HadSuggested => [AnswerAction.DidNotHave],
            AnswerAction.DidNotHave => [AnswerAction.HadSuggested],
            AnswerAction.Better => [AnswerAction.Same, AnswerAction.Worse],
            AnswerAction.Same => [AnswerAction.Better, AnswerAction.Worse],
            AnswerAction.Worse => [AnswerAction.Better, AnswerAction.Same],
            _ => [],
        };
        return others.Select(action => answer with { Choice = answer.Choice with { Action = action } });
    }

    /// <summary>Undoes what an answer saved, however long ago.</summary>
    /// <returns>
    /// False if something of it stays next to a new answer, because the athlete has changed it since.
    /// </returns>
    private static bool UndoRows(AthleteLogbook logbook, MailAnswer answer)
    {
        var isGone = true;
        foreach (var row in GetRows(logbook, answer).Reverse())
        {
            var result = row.UndoId is { } undoId ? logbook.Undo(undoId, allowsExpired: true) : UndoResult.Done;
            isGone &= result is UndoResult.Done or UndoResult.AlreadyUndone || IsOverwritten(answer.Choice.Action);
            MailAnswerRepository.Delete(logbook.Connection, logbook.AthleteId, row.Id);
        }

        return isGone;
    }

    /// <summary>
    /// Whether another answer to the question writes to the same place, so that only the last one counts.
    /// </summary>
    private static bool IsOverwritten(AnswerAction action) =>
        action
            is AnswerAction.WasRace
                or AnswerAction.JustRun
                or AnswerAction.Better
                or AnswerAction.Same
                or AnswerAction.Worse
                or AnswerAction.PauseWeek;

    private static IReadOnlyList<MailAnswerRow> GetRows(AthleteLogbook logbook, MailAnswer answer) =>
        MailAnswerRepository.GetAll(
            logbook.Connection,
            logbook.AthleteId,
            answer.MailId,
            (long)answer.Choice.Action,
            answer.Choice.Argument
        );

    private static void AddRow(AthleteLogbook logbook, MailAnswer answer, long detail, long? undoId, DateTimeOffset now)
    {
        MailAnswerRepository.Add(
            logbook.Connection,
            logbook.AthleteId,
            answer.MailId,
            (long)answer.Choice.Action,
            answer.Choice.Argument,
            detail,
            undoId,
            now
        );
    }

    private static AnswerOutcome CreateSaved(Language language, string text, bool hasChanged, bool canUndo) =>
        new(language.AnswerPage.Saved, hasChanged ? [text] : [text, language.AnswerPage.WasSaved])
        {
            CanUndo = canUndo,
        };

    private static AnswerOutcome CreateNotSaved(Language language, string text) =>
        new(language.AnswerPage.NotSaved, [text]);
}
