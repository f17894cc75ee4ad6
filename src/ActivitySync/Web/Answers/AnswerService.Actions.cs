using System.Buffers.Binary;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web.Answers;

// What each answer saves.
internal sealed partial class AnswerService
{
    private AnswerOutcome Save(
        MailAnswer answer,
        FormFields form,
        AthleteLogbook logbook,
        AnswerReader reader,
        Language language
    )
    {
        if (
            GetRows(logbook, answer).Count == 0
            && reader.FindObstacle() is { } obstacle
            && !IsReplaced(logbook, answer)
        )
        {
            return CreateNotSaved(language, obstacle);
        }

        var texts = language.AnswerPage;
        switch (answer.Choice.Action)
        {
            case AnswerAction.Booked or AnswerAction.HadSuggested:
                return SaveDay(answer, form, logbook, reader, language);
            case AnswerAction.HadMassage:
                var (day, kind) = (
                    FindPastDay(form, logbook),
                    EntryParser.ParseChoice<MassageKind>(form[AnswerForm.KindField])
                );
                return SaveReplacing(
                    answer,
                    logbook,
                    AnswerDays.ToArgument(kind, day, day),
                    () => logbook.AddMassage(day, kind),
                    language,
                    texts.MassageSaved(language.LongDate(day))
                );
            case AnswerAction.NotThisWeek or AnswerAction.DidNotHave:
                return SaveOnce(
                    answer,
                    logbook,
                    () => logbook.DeclineSuggestion(reader.Window!),
                    language,
                    answer.Choice.Action == AnswerAction.NotThisWeek
                        ? texts.NotThisWeekSaved(reader.FormatWindow())
                        : texts.DidNotHaveSaved(reader.FormatWindow())
                );
            case AnswerAction.WasRace:
                return SaveOnce(
                    answer,
                    logbook,
                    () => logbook.SetLabel(answer.Choice.Argument, AthleteLabelKind.Race),
                    language,
                    texts.WasRaceSaved(reader.FormatRunDay())
                );
            case AnswerAction.JustRun:
                return SaveOnce(
                    answer,
                    logbook,
                    () => logbook.SetLabel(answer.Choice.Argument, AthleteLabelKind.Easy),
                    language,
                    texts.JustRunSaved(reader.FormatRunDay())
                );
            case AnswerAction.Ran:
                return SaveRan(answer, logbook, reader, language);
            case AnswerAction.DidNotStart:
                return SaveDidNotStart(answer, form, logbook, reader, language);
            case AnswerAction.Better:
                return SaveFeeling(answer, logbook, MassageFeeling.Better, language, texts.Better(reader.FormatDay()));
            case AnswerAction.Same:
                return SaveFeeling(answer, logbook, MassageFeeling.Same, language, texts.Same(reader.FormatDay()));
            case AnswerAction.Worse:
                return SaveFeeling(answer, logbook, MassageFeeling.Worse, language, texts.Worse(reader.FormatDay()));
            case AnswerAction.PainGone:
                return SavePainGone(answer, form, logbook, reader, language);
            case AnswerAction.SawSomeone:
                return SaveNote(answer, logbook, language, texts.SawSomeoneSaved);
            case AnswerAction.PauseWeek:
                return SavePause(answer, logbook, reader, language);
            case AnswerAction.Hurts:
                return SavePain(answer, form, logbook, language);
            default:
                return CreateNotSaved(language, texts.Gone);
        }
    }

    private AnswerOutcome SaveDay(
        MailAnswer answer,
        FormFields form,
        AthleteLogbook logbook,
        AnswerReader reader,
        Language language
    )
    {
        var isBooking = answer.Choice.Action == AnswerAction.Booked;
        var day = form.GetDate(AnswerForm.DayField) ?? throw CreateUnreadableException();
        var kind = reader.Window?.Kind ?? throw CreateUnreadableException();
        var text = isBooking
            ? language.AnswerPage.BookedSaved(language.KindInSentence(kind), language.LongDate(day))
            : language.AnswerPage.MassageSaved(language.LongDate(day));
        return SaveReplacing(
            answer,
            logbook,
            day.DayNumber,
            () =>
                !reader.GetDays().Contains(day) ? throw CreateUnreadableException()
                : isBooking ? logbook.AddSlot(day, kind)
                : logbook.AddMassage(day, kind),
            language,
            text
        );
    }

    private AnswerOutcome SaveRan(MailAnswer answer, AthleteLogbook logbook, AnswerReader reader, Language language)
    {
        var day = AnswerDays.FindDay(answer.Choice.Argument) ?? throw CreateUnreadableException();
        return SaveReplacing(
            answer,
            logbook,
            day.DayNumber,
            () => logbook.ConfirmStart(day),
            language,
            language.AnswerPage.RanSaved(reader.FormatDay())
        );
    }

    private AnswerOutcome SaveDidNotStart(
        MailAnswer answer,
        FormFields form,
        AthleteLogbook logbook,
        AnswerReader reader,
        Language language
    )
    {
        if (!EntryId.TryParse(form[AnswerForm.EntryField], out var id) || id.Kind != EntryKind.Race)
        {
            throw CreateUnreadableException();
        }

        var day = AnswerDays.FindDay(answer.Choice.Argument) ?? throw CreateUnreadableException();
        return SaveReplacing(
            answer,
            logbook,
            id.Number,
            () => logbook.RemoveRaces(day, id),
            language,
            language.AnswerPage.DidNotStartSaved(reader.FormatDay())
        );
    }

    /// <summary>A massage is named by its own day, since there may be a later one.</summary>
    private AnswerOutcome SaveFeeling(
        MailAnswer answer,
        AthleteLogbook logbook,
        MassageFeeling feeling,
        Language language,
        string text
    ) =>
        SaveOnce(
            answer,
            logbook,
            () =>
                logbook.SaveFeeling(
                    feeling,
                    AnswerDays.FindDay(answer.Choice.Argument) ?? throw CreateUnreadableException()
                ),
            language,
            text
        );

    private AnswerOutcome SavePause(MailAnswer answer, AthleteLogbook logbook, AnswerReader reader, Language language)
    {
        // A pause that was saved on an earlier day ends when it said.
        var end =
            GetRows(logbook, answer) is [var row, ..] && AnswerDays.FindDay(row.Detail) is { } saved
                ? saved
                : reader.PauseEnd;
        return SaveReplacing(
            answer,
            logbook,
            end.DayNumber,
            () => logbook.Pause(end),
            language,
            language.AnswerPage.PauseSaved(language.LongDate(end))
        );
    }

    private AnswerOutcome SavePainGone(
        MailAnswer answer,
        FormFields form,
        AthleteLogbook logbook,
        AnswerReader reader,
        Language language
    )
    {
        var rows = GetRows(logbook, answer);
        List<EntryId> chosen = [];
        foreach (var text in form.GetAll(AnswerForm.EntryField).Distinct(StringComparer.Ordinal))
        {
            chosen.Add(
                EntryId.TryParse(text, out var id) && id.Kind == EntryKind.Pain ? id : throw CreateUnreadableException()
            );
        }

        if (chosen.Count == 0)
        {
            throw CreateUnreadableException();
        }

        var open = reader.GetPains().Select(pain => pain.Id).ToHashSet();
        var added = chosen.Where(id => rows.All(row => row.Detail != id.Number)).ToList();
        if (!added.TrueForAll(open.Contains))
        {
            throw new InvalidEntryException(EntryField.Id, EntryProblem.NotFound);
        }

        return logbook.SaveTogether(() =>
        {
            var now = clock.GetUtcNow();
            foreach (var id in added)
            {
                var change = logbook.ResolvePainEntry(id.ToString(), logbook.Today);
                AddRow(logbook, answer, id.Number, change.UndoId, now);
            }

            return CreateSaved(language, language.AnswerPage.PainGoneSaved, hasChanged: true, canUndo: true);
        });
    }

    /// <summary>
    /// Saves a pain. Several can be reported with one link, so another one doesn't replace the first. The medical level
    /// comes first, also if the same form is sent again.
    /// </summary>
    private AnswerOutcome SavePain(MailAnswer answer, FormFields form, AthleteLogbook logbook, Language language)
    {
        var area = PainAreas.Read(form, PageLanguages.GetOrDefault(language.Tag).Log);
        var severity = EntryParser.ParseSeverity(form[AnswerForm.SeverityField]);
        var day = FindPastDay(form, logbook);
        List<string> signs = [.. form.GetAll(AnswerForm.SignField).Where(MedicalSigns.All.Contains).Distinct()];
        var detail = ComputeDetail($"{area}\n{severity}\n{day.ToColumn()}\n{string.Join(',', signs)}");
        var rows = GetRows(logbook, answer);
        var text = language.AnswerPage.HurtsSaved;
        if (rows.FirstOrDefault(row => row.Detail == detail) is { } same)
        {
            return CreateSaved(
                language,
                text,
                hasChanged: true,
                canUndo: same.UndoId is not null && same == rows[^1]
            ) with
            {
                Level = logbook.PreviewPain(area, severity, signs, day),
            };
        }

        var saved = logbook.SaveTogether(() =>
        {
            var pain = logbook.AddPain(area, severity, signs, day);
            AddRow(logbook, answer, detail, pain.UndoId, clock.GetUtcNow());
            return pain;
        });
        return CreateSaved(language, text, saved.HasChanged, canUndo: saved.UndoId is not null) with
        {
            Level = saved.Level,
        };
    }

    private static DateOnly FindPastDay(FormFields form, AthleteLogbook logbook) =>
        form.GetDate(AnswerForm.DayField) is { } day
        && logbook.Today.DayNumber - day.DayNumber is >= 0 and <= AnswerForm.DaysBack
            ? day
            : throw CreateUnreadableException();

    /// <summary>A number that stands for a form, and that only this installation can compute.</summary>
    private long ComputeDetail(string text) =>
        BinaryPrimitives.ReadInt64BigEndian(protector.Sign($"answer form\n{text}")) & long.MaxValue;

    private static InvalidEntryException CreateUnreadableException() => new(EntryField.Date, EntryProblem.Unreadable);
}
