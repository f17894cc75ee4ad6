using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Store;
using Dapper;
using static ActivitySync.Tests.Intake.IntakeScene;

namespace ActivitySync.Tests.Intake;

/// <summary>What titles say, in the store: it follows the titles.</summary>
public sealed class TitleWordsTests : IDisposable
{
    private readonly IntakeScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_massage_is_had_on_the_day_its_activity_was_written()
    {
        var lateInAuckland = new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.FromHours(13));

        _scene.Reconcile(SourceName.Strava, Strava("1", lateInAuckland, name: "Night run #massage-deep"));

        Assert.Equal(new Massage(new(2026, 11, 20), MassageKind.DeepTissue), Assert.Single(MassagesHeld()).Value);
    }

    [Fact]
    public void Labels_hang_on_the_activity_in_the_order_of_the_title()
    {
        var id = _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#easy #race-b")).New[0];

        Assert.Equal(
            [new ActivityLabel(id, LabelWord.Easy), new ActivityLabel(id, LabelWord.Race, Importance.B)], LabelsHeld());
    }

    [Fact]
    public void An_edit_replaces_what_was_said_and_keeps_what_is_still_said()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage #hard #pain-calf-4 #nomail"));
        var pain = Assert.Single(PainsHeld()).Id;

        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage-swedish #pain-calf-4"));

        Assert.Equal(MassageKind.Swedish, Assert.Single(MassagesHeld()).Value.Kind);
        Assert.Equal(pain, Assert.Single(PainsHeld()).Id);
        Assert.Empty(LabelsHeld());
        Assert.False(PausedOn(Day(3)));

        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "Morning Run"));
        Assert.Equal(0, RowsOfTitles());
    }

    [Fact]
    public void A_day_that_moves_takes_its_words_along()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage #pain"));

        _scene.Reconcile(SourceName.Strava, Strava("1", Days(4), name: "#massage #pain"));

        Assert.Equal(Day(4), Assert.Single(MassagesHeld()).Value.Date);
        Assert.Equal(Day(4), Assert.Single(PainsHeld()).Value.Date);
    }

    [Fact]
    public void A_deleted_activity_takes_its_words_along_and_no_others()
    {
        var (gone, kept) = (Strava("1", Days(3), name: "#massage #pain #easy #nomail"), Strava("2", Days(5), name: "#massage-deep #hard"));
        _scene.Reconcile(SourceName.Strava, gone, kept);
        LogByHand();

        _scene.Reconcile(SourceName.Strava, kept);

        Assert.Equal([MassageKind.DeepTissue, MassageKind.Swedish], MassagesHeld().Select(row => row.Value.Kind));
        Assert.Equal("knee", Assert.Single(PainsHeld()).Value.Area);
        Assert.Equal(LabelWord.Hard, Assert.Single(LabelsHeld()).Word);
        Assert.False(PausedOn(Day(3)));
    }

    [Fact]
    public void The_word_outlives_an_expired_row_and_comes_back_as_it_was()
    {
        var recording = Strava("1", Days(3), name: "#massage #pain-calf-4 #pain-knee-gone #hard #nomail");
        var id = _scene.Reconcile(SourceName.Strava, recording).New[0];
        using (var store = _scene.Database.Open()) Assert.Equal(1, Pains.Resolve(store, _scene.AthleteId, "calf", Day(1)));
        var before = (MassagesHeld()[0].Id, PainsHeld()[0].Id);

        _scene.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, _scene.Expire());
        Assert.Equal(before, (Assert.Single(MassagesHeld()).Id, Assert.Single(PainsHeld()).Id));
        Assert.Equal(new ActivityLabel(id, LabelWord.Hard), Assert.Single(LabelsHeld()));

        _scene.Reconcile(SourceName.Strava, recording);
        Assert.Equal(before, (Assert.Single(MassagesHeld()).Id, Assert.Single(PainsHeld()).Id));
        Assert.Equal(Day(1), PainsHeld()[0].Value.ResolvedOn);
        Assert.Equal(new ActivityLabel(id, LabelWord.Hard), Assert.Single(LabelsHeld()));
    }

    [Fact]
    public void A_title_edited_while_its_row_was_expired_is_read_anew()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage #hard"));
        _scene.Clock.Advance(TimeSpan.FromDays(8));
        _scene.Expire();

        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "Morning Run"));

        Assert.Equal(0, RowsOfTitles());
    }

    [Fact]
    public void An_activity_deleted_while_its_row_was_expired_takes_its_words_along_but_an_empty_list_is_not_believed()
    {
        var other = Strava("2", Days(5));
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage #pain #nomail"), other);
        _scene.Clock.Advance(TimeSpan.FromDays(8));
        _scene.Expire();

        _scene.Reconcile(SourceName.Strava);
        Assert.Single(MassagesHeld());

        _scene.Reconcile(SourceName.Strava, other);
        Assert.Equal(0, RowsOfTitles());
    }

    [Fact]
    public void A_list_that_is_not_believed_takes_no_words()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage"), Strava("2", Days(5), name: "#hard"));

        Assert.Equal(2, _scene.Reconcile(SourceName.Strava).Doubted);

        Assert.Equal(2, RowsOfTitles());
    }

    [Fact]
    public void The_same_words_in_two_copies_count_once()
    {
        const string title = "Harbour loop #massage #pain-calf-4 #race";
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: title));
        _scene.Clock.Advance(TimeSpan.FromMinutes(5));
        _scene.Reconcile(SourceName.Garmin, Garmin("2", Days(3), name: title));
        Assert.Single(_scene.Held);

        Assert.Single(MassagesHeld());
        Assert.Single(PainsHeld());
        Assert.Single(LabelsHeld());

        _scene.Reconcile(SourceName.Garmin, Garmin("2", Days(3)), Garmin("3", Days(9)));
        Assert.Single(MassagesHeld());
        Assert.Single(PainsHeld());
        Assert.Single(LabelsHeld());
    }

    [Fact]
    public void Two_copies_written_on_two_days_count_once()
    {
        var start = new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.Zero);
        _scene.Reconcile(SourceName.Strava, Strava("1", start, name: "#massage #pain"));
        _scene.Reconcile(SourceName.Garmin, Garmin("2", start.ToOffset(TimeSpan.FromHours(1)), name: "#massage #pain"));
        Assert.Single(_scene.Held);

        Assert.Equal(new DateOnly(2026, 11, 20), Assert.Single(MassagesHeld()).Value.Date);
        Assert.Single(PainsHeld());
    }

    [Fact]
    public void The_later_word_wins_whether_typed_or_in_a_copy_that_says_nothing_new()
    {
        var id = _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#race")).New[0];
        _scene.Clock.Advance(TimeSpan.FromMinutes(5));
        using (var store = _scene.Database.Open())
            Labels.Say(store, _scene.AthleteId, long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), LabelWord.Easy, null, _scene.Clock.GetUtcNow());
        _scene.Clock.Advance(TimeSpan.FromMinutes(5));

        _scene.Reconcile(SourceName.Garmin, Garmin("2", Days(3), name: "#race"));

        Assert.Equal([LabelWord.Race, LabelWord.Easy], LabelsHeld().Select(label => label.Word));
    }

    [Fact]
    public void A_massage_told_of_by_hand_and_in_a_title_is_one_and_stays_without_the_title()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage-swedish"), Strava("2", Days(9)));
        using (var store = _scene.Database.Open()) Massages.Log(store, _scene.AthleteId, new Massage(Day(3), MassageKind.Swedish));

        Assert.Null(Assert.Single(MassagesHeld()).Title);
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3)), Strava("2", Days(9)));
        Assert.Equal(MassageKind.Swedish, Assert.Single(MassagesHeld()).Value.Kind);
    }

    [Fact]
    public void Gone_ends_what_was_told_of_before_and_an_edit_takes_it_back()
    {
        SourceActivity[] before =
        [
            Strava("1", Days(9), name: "#pain-calf-l-4"), Strava("2", Days(8), name: "#pain-calf-r"), Strava("3", Days(7), name: "#pain-knee"),
        ];
        _scene.Reconcile(SourceName.Strava, [.. before, Strava("4", Days(5), name: "#pain-calf-gone #pain-hip"), Strava("5", Days(3), name: "#pain-calf-l")]);

        Assert.Equal(
            [("left calf", Day(5)), ("right calf", Day(5)), ("knee", null), ("hip", null), ("left calf", (DateOnly?)null)],
            PainsHeld().Select(row => (row.Value.Area, row.Value.ResolvedOn)));

        _scene.Reconcile(SourceName.Strava, [.. before, Strava("4", Days(5), name: "Jog"), Strava("5", Days(3), name: "#pain-gone")]);
        Assert.All(PainsHeld(), row => Assert.Equal(Day(3), row.Value.ResolvedOn));
        Assert.Equal(3, PainsHeld().Count);

        _scene.Reconcile(SourceName.Strava, before);
        Assert.All(PainsHeld(), row => Assert.Null(row.Value.ResolvedOn));
    }

    [Fact]
    public void On_one_day_the_later_activity_has_the_last_word()
    {
        var morning = Days(3);
        _scene.Reconcile(
            SourceName.Strava,
            Strava("1", morning, name: "#pain-knee-gone #pain-calf"), Strava("2", morning.AddHours(8), name: "#pain-knee #pain-calf-gone"));

        Assert.Equal([("calf", Day(3)), ("knee", (DateOnly?)null)], PainsHeld().Select(row => (row.Value.Area, row.Value.ResolvedOn)).Order());
    }

    [Fact]
    public void A_pain_and_its_end_in_one_title_leave_the_pain()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#pain-knee-5 #pain-gone"));
        _scene.Reconcile(SourceName.Garmin, Garmin("2", Days(3).AddSeconds(30), name: "#pain-knee-5 #pain-gone"));

        Assert.Null(Assert.Single(PainsHeld()).Value.ResolvedOn);
    }

    [Fact]
    public void Nomail_keeps_mails_away_for_seven_days_and_resume_ends_it()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "Off to the sea #nomail"));

        Assert.Equal([false, true, true, false], new[] { Day(4), Day(3), Day(-3), Day(-4) }.Select(PausedOn));
        using (var store = _scene.Database.Open()) Assert.True(Pauses.End(store, _scene.AthleteId, Day(0)));
        Assert.False(PausedOn(Day(-1)));

        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), minutes: 61, name: "Off to the sea #nomail"));
        Assert.False(PausedOn(Day(-1)));
    }

    [Fact]
    public void Files_have_titles_too()
    {
        _scene.Keep.Add(_scene.AthleteId, [Fit("f", Days(3), name: "Evening #massage")]);

        Assert.True(Assert.Single(MassagesHeld()).Title!.IsFile);
    }

    [Fact]
    public void Disconnecting_deletes_what_titles_of_that_source_said_and_what_quotes_it()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "#massage #pain #pain-hip-gone #race #nomail"));
        _scene.Clock.Advance(TimeSpan.FromDays(8));
        _scene.Expire();
        _scene.Reconcile(SourceName.Garmin, Garmin("2", Days(5), name: "#massage-deep"));
        LogByHand();
        using var store = _scene.Database.Open();
        Advice.Keep(store, _scene.AthleteId, Day(0), "{}", Now);
        store.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, due_at, message, attempts, uncertain, quotes_strava, bytes_until, changed_at)
            VALUES (1, 'digest', '1', 'sent', 0, x'01', 1, 0, 1, 9, 0), (1, 'digest', '2', 'rendered', 0, x'01', 1, 0, 1, 9, 0),
                   (1, 'digest', '3', 'sending', 0, x'01', 1, 0, 1, 9, 0), (1, 'digest', '4', 'rendered', 0, x'01', 1, 0, 0, NULL, 0)
            """);

        _scene.Forget(SourceName.Strava);

        Assert.Equal([MassageKind.DeepTissue, MassageKind.Swedish], MassagesHeld().Select(row => row.Value.Kind));
        Assert.Equal("knee", Assert.Single(PainsHeld()).Value.Area);
        Assert.Equal(1, RowsOfTitles());
        Assert.Null(Advice.For(store, _scene.AthleteId, Day(0)));
        Assert.Equal(
            ["sent ", "planned ", "sending 1", "rendered 1"], store.Query<string>("SELECT state || ' ' || coalesce(length(message), '') FROM mails ORDER BY period"));
        store.Execute("UPDATE mails SET state = 'sent' WHERE period = '3'");
        Assert.Equal(1, Mails.DropBytes(store, _scene.Clock.GetUtcNow()));
    }

    [Fact]
    public void The_words_of_a_title_stay_words_for_the_tagging_rules()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3), name: "City #race"));

        Assert.Equal("City #race", Assert.Single(_scene.Held).Activity.Name);
    }

    private static DateOnly Day(int ago) => DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-ago);

    private void LogByHand()
    {
        using var store = _scene.Database.Open();
        Massages.Log(store, _scene.AthleteId, new Massage(Day(1), MassageKind.Swedish));
        Pains.Log(store, _scene.AthleteId, new Pain { Date = Day(1), Area = "knee", Severity = 2 });
    }

    private IReadOnlyList<KeptRow<Massage>> MassagesHeld()
    {
        using var store = _scene.Database.Open();
        return Massages.Of(store, _scene.AthleteId);
    }

    private IReadOnlyList<KeptRow<Pain>> PainsHeld()
    {
        using var store = _scene.Database.Open();
        return Pains.Of(store, _scene.AthleteId);
    }

    private IReadOnlyList<ActivityLabel> LabelsHeld()
    {
        using var store = _scene.Database.Open();
        return Labels.Of(store, _scene.AthleteId);
    }

    private bool PausedOn(DateOnly day)
    {
        using var store = _scene.Database.Open();
        return Pauses.IsTitlePausedOn(store, _scene.AthleteId, day);
    }

    private long RowsOfTitles()
    {
        using var store = _scene.Database.Open();
        return store.ExecuteScalar<long>(
            """
            SELECT (SELECT count(*) FROM labels WHERE origin = 'title') + (SELECT count(*) FROM massages WHERE origin = 'title')
                 + (SELECT count(*) FROM pains WHERE origin = 'title') + (SELECT count(*) FROM pain_ends) + (SELECT count(*) FROM title_pauses)
            """);
    }
}
