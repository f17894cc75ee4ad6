using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using Dapper;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

/// <summary>What titles say, in the store: it follows the titles.</summary>
public sealed class HashtagRecorderTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_massage_is_had_on_the_day_its_activity_was_written()
    {
        var lateInAuckland = new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.FromHours(13));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", lateInAuckland, name: "Night run #massage-deep"));

        Assert.Equal(new Massage(new(2026, 11, 20), MassageKind.DeepTissue), Assert.Single(GetMassages()).Value);
    }

    [Fact]
    public void Labels_hang_on_the_activity_in_the_order_of_the_title()
    {
        var id = _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#easy #race-b")).New[0];

        Assert.Equal(
            [new AthleteLabel(id, AthleteLabelKind.Easy), new AthleteLabel(id, AthleteLabelKind.Race, Importance.B)],
            GetLabels()
        );
    }

    [Fact]
    public void An_edit_replaces_what_was_said_and_keeps_what_is_still_said()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#massage #hard #pain-calf-4 #nomail"));
        var pain = Assert.Single(GetPains()).Id;

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#massage-swedish #pain-calf-4"));

        Assert.Equal(MassageKind.Swedish, Assert.Single(GetMassages()).Value.Kind);
        Assert.Equal(pain, Assert.Single(GetPains()).Id);
        Assert.Empty(GetLabels());
        Assert.False(IsPausedOn(Day(3)));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "Morning Run"));
        Assert.Equal(0, CountTitleRows());
    }

    [Fact]
    public void A_day_that_moves_takes_its_words_along()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#massage #pain"));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4), name: "#massage #pain"));

        Assert.Equal(Day(4), Assert.Single(GetMassages()).Value.Date);
        Assert.Equal(Day(4), Assert.Single(GetPains()).Value.Date);
    }

    [Fact]
    public void A_deleted_activity_takes_its_words_along_and_no_others()
    {
        var (gone, kept) = (
            Strava("1", DaysAgo(3), name: "#massage #pain #easy #nomail"),
            Strava("2", DaysAgo(5), name: "#massage-deep #hard")
        );
        _fixture.Reconcile(SourceNames.Strava, gone, kept);
        LogByHand();

        _fixture.Reconcile(SourceNames.Strava, kept);

        Assert.Equal([MassageKind.DeepTissue, MassageKind.Swedish], GetMassages().Select(row => row.Value.Kind));
        Assert.Equal("knee", Assert.Single(GetPains()).Value.Area);
        Assert.Equal(AthleteLabelKind.Hard, Assert.Single(GetLabels()).Kind);
        Assert.False(IsPausedOn(Day(3)));
    }

    [Fact]
    public void The_word_outlives_an_expired_row_and_comes_back_as_it_was()
    {
        var recording = Strava("1", DaysAgo(3), name: "#massage #pain-calf-4 #pain-knee-gone #hard #nomail");
        var id = _fixture.Reconcile(SourceNames.Strava, recording).New[0];
        using (var connection = _fixture.Database.Open())
        {
            Assert.Equal(1, PainRepository.Resolve(connection, _fixture.AthleteId, "calf", Day(1)));
        }

        var before = (GetMassages()[0].Id, GetPains()[0].Id);

        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, _fixture.Expire());
        Assert.Equal(before, (Assert.Single(GetMassages()).Id, Assert.Single(GetPains()).Id));
        Assert.Equal(new AthleteLabel(id, AthleteLabelKind.Hard), Assert.Single(GetLabels()));

        _fixture.Reconcile(SourceNames.Strava, recording);
        Assert.Equal(before, (Assert.Single(GetMassages()).Id, Assert.Single(GetPains()).Id));
        Assert.Equal(Day(1), GetPains()[0].Value.ResolvedOn);
        Assert.Equal(new AthleteLabel(id, AthleteLabelKind.Hard), Assert.Single(GetLabels()));
    }

    [Fact]
    public void A_title_edited_while_its_row_was_expired_is_read_again()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#massage #hard"));
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        _fixture.Expire();

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "Morning Run"));

        Assert.Equal(0, CountTitleRows());
    }

    [Fact]
    public void An_expired_activity_deleted_at_its_source_loses_its_entries()
    {
        var other = Strava("2", DaysAgo(5));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#massage #pain #nomail"), other);
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        _fixture.Expire();

        _fixture.Reconcile(SourceNames.Strava);
        Assert.Single(GetMassages());

        _fixture.Reconcile(SourceNames.Strava, other);
        Assert.Equal(0, CountTitleRows());
    }

    [Fact]
    public void A_list_that_is_not_believed_takes_no_words()
    {
        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(3), name: "#massage"),
            Strava("2", DaysAgo(5), name: "#hard")
        );

        Assert.Equal(2, _fixture.Reconcile(SourceNames.Strava).SuspectDeletions);

        Assert.Equal(2, CountTitleRows());
    }

    [Fact]
    public void The_same_words_in_two_copies_count_once()
    {
        const string title = "Harbour loop #massage #pain-calf-4 #race";
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: title));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3), name: title));
        Assert.Single(_fixture.Activities);

        Assert.Single(GetMassages());
        Assert.Single(GetPains());
        Assert.Single(GetLabels());

        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3)), Garmin("3", DaysAgo(9)));
        Assert.Single(GetMassages());
        Assert.Single(GetPains());
        Assert.Single(GetLabels());
    }

    [Fact]
    public void Two_copies_written_on_two_days_count_once()
    {
        var start = new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.Zero);
        _fixture.Reconcile(SourceNames.Strava, Strava("1", start, name: "#massage #pain"));
        _fixture.Reconcile(
            SourceNames.Garmin,
            Garmin("2", start.ToOffset(TimeSpan.FromHours(1)), name: "#massage #pain")
        );
        Assert.Single(_fixture.Activities);

        Assert.Equal(new DateOnly(2026, 11, 20), Assert.Single(GetMassages()).Value.Date);
        Assert.Single(GetPains());
    }

    [Fact]
    public void The_later_word_wins_whether_typed_or_in_a_copy_that_says_nothing_new()
    {
        var id = _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#race")).New[0];
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        using (var connection = _fixture.Database.Open())
        {
            LabelRepository.AddToActivity(
                connection,
                _fixture.AthleteId,
                long.Parse(id, System.Globalization.CultureInfo.InvariantCulture),
                AthleteLabelKind.Easy,
                null,
                _fixture.Clock.GetUtcNow()
            );
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));

        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3), name: "#race"));

        Assert.Equal([AthleteLabelKind.Race, AthleteLabelKind.Easy], GetLabels().Select(label => label.Kind));
    }

    [Fact]
    public void A_massage_told_of_by_hand_and_in_a_title_is_one_and_stays_without_the_title()
    {
        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(3), name: "#massage-swedish"),
            Strava("2", DaysAgo(9))
        );
        using (var connection = _fixture.Database.Open())
        {
            MassageRepository.Add(connection, _fixture.AthleteId, new Massage(Day(3), MassageKind.Swedish));
        }

        Assert.Null(Assert.Single(GetMassages()).Title);
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)), Strava("2", DaysAgo(9)));
        Assert.Equal(MassageKind.Swedish, Assert.Single(GetMassages()).Value.Kind);
    }

    [Fact]
    public void Gone_ends_what_was_told_of_before_and_an_edit_takes_it_back()
    {
        SourceRecording[] before =
        [
            Strava("1", DaysAgo(9), name: "#pain-calf-l-4"),
            Strava("2", DaysAgo(8), name: "#pain-calf-r"),
            Strava("3", DaysAgo(7), name: "#pain-knee"),
        ];
        _fixture.Reconcile(
            SourceNames.Strava,
            [
                .. before,
                Strava("4", DaysAgo(5), name: "#pain-calf-gone #pain-hip"),
                Strava("5", DaysAgo(3), name: "#pain-calf-l"),
            ]
        );

        Assert.Equal(
            [
                ("left calf", Day(5)),
                ("right calf", Day(5)),
                ("knee", null),
                ("hip", null),
                ("left calf", (DateOnly?)null),
            ],
            GetPains().Select(row => (row.Value.Area, row.Value.ResolvedOn))
        );

        _fixture.Reconcile(
            SourceNames.Strava,
            [.. before, Strava("4", DaysAgo(5), name: "Jog"), Strava("5", DaysAgo(3), name: "#pain-gone")]
        );
        Assert.All(GetPains(), row => Assert.Equal(Day(3), row.Value.ResolvedOn));
        Assert.Equal(3, GetPains().Count);

        _fixture.Reconcile(SourceNames.Strava, before);
        Assert.All(GetPains(), row => Assert.Null(row.Value.ResolvedOn));
    }

    [Fact]
    public void On_one_day_the_later_activity_has_the_last_word()
    {
        var morning = DaysAgo(3);
        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", morning, name: "#pain-knee-gone #pain-calf"),
            Strava("2", morning.AddHours(8), name: "#pain-knee #pain-calf-gone")
        );

        Assert.Equal(
            [("calf", Day(3)), ("knee", (DateOnly?)null)],
            GetPains().Select(row => (row.Value.Area, row.Value.ResolvedOn)).Order()
        );
    }

    [Fact]
    public void A_pain_and_its_end_in_one_title_leave_the_pain()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#pain-knee-5 #pain-gone"));
        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3).AddSeconds(30), name: "#pain-knee-5 #pain-gone"));

        Assert.Null(Assert.Single(GetPains()).Value.ResolvedOn);
    }

    [Fact]
    public void A_late_copy_does_not_bring_back_a_pain_that_was_ended_by_hand()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#pain-calf"));
        using (var connection = _fixture.Database.Open())
        {
            PainRepository.Resolve(connection, _fixture.AthleteId, "calf", Day(1));
        }

        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3), name: "#pain-calf"));

        Assert.Equal(Day(1), Assert.Single(GetPains()).Value.ResolvedOn);
    }

    [Fact]
    public void What_stands_behind_a_word_by_hand_cannot_be_removed_by_its_number()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#massage-swedish"));
        using var connection = _fixture.Database.Open();
        var hidden = Assert.Single(GetMassages()).Id;
        MassageRepository.Add(connection, _fixture.AthleteId, new Massage(Day(3), MassageKind.Swedish));

        Assert.False(MassageRepository.Remove(connection, _fixture.AthleteId, hidden));
        Assert.True(MassageRepository.Remove(connection, _fixture.AthleteId, Assert.Single(GetMassages()).Id));
        Assert.Equal(hidden, Assert.Single(GetMassages()).Id);
    }

    [Fact]
    public void A_feeling_is_about_the_latest_massage_up_to_its_day()
    {
        AddMassages(Day(12), Day(5), Day(1));

        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(3), name: "Easy again #feel-better"),
            Strava("2", DaysAgo(12), name: "#felt-worse"),
            Strava("3", DaysAgo(27), name: "#feel-same")
        );

        Assert.Equal([(Day(12), MassageFeeling.Worse), (Day(5), MassageFeeling.Better)], GetFeelings());
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public void A_massage_before_a_feeling_is_at_most_so_many_days_older(int days, bool counts)
    {
        AddMassages(Day(3 + days));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#feel-better"));

        Assert.Equal(counts ? 1 : 0, GetFeelings().Count);
    }

    [Fact]
    public void A_feeling_is_about_the_massage_of_the_day_its_activity_was_written()
    {
        AddMassages(new(2026, 11, 18), new(2026, 11, 19), new(2026, 11, 20));
        var lateInHawaii = new DateTimeOffset(2026, 11, 19, 23, 30, 0, TimeSpan.FromHours(-10));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", lateInHawaii, name: "#feel-same"));

        Assert.Equal((new DateOnly(2026, 11, 19), MassageFeeling.Same), Assert.Single(GetFeelings()));
    }

    [Fact]
    public void A_feeling_waits_for_the_massage_that_is_logged_or_read_later()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#feel-better"));
        Assert.Empty(GetFeelings());

        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(3), name: "#feel-better"),
            Strava("2", DaysAgo(6), name: "#massage")
        );
        Assert.Equal((Day(6), MassageFeeling.Better), Assert.Single(GetFeelings()));

        AddMassages(Day(4));
        Assert.Equal((Day(4), MassageFeeling.Better), Assert.Single(GetFeelings()));
    }

    [Fact]
    public void A_feeling_changes_with_its_title_and_goes_with_it()
    {
        AddMassages(Day(5));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#feel-better"), Strava("2", DaysAgo(8)));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#feel-worse"), Strava("2", DaysAgo(8)));
        Assert.Equal((Day(5), MassageFeeling.Worse), Assert.Single(GetFeelings()));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "Jog"), Strava("2", DaysAgo(8)));
        Assert.Equal(0, CountTitleRows());

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "#feel-same"), Strava("2", DaysAgo(8)));
        _fixture.Reconcile(SourceNames.Strava, Strava("2", DaysAgo(8)));
        Assert.Equal(0, CountTitleRows());
    }

    [Fact]
    public void A_feeling_outlives_its_expired_row_but_not_its_deletion_or_its_source()
    {
        AddMassages(Day(5));
        var (told, other) = (Strava("1", DaysAgo(3), name: "#feel-better"), Strava("2", DaysAgo(8)));
        _fixture.Reconcile(SourceNames.Strava, told, other);
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        _fixture.Expire();
        Assert.Single(GetFeelings());

        _fixture.Reconcile(SourceNames.Strava, other);
        Assert.Equal(0, CountTitleRows());

        _fixture.Reconcile(SourceNames.Strava, told, other);
        Assert.Single(GetFeelings());
        _fixture.EraseSource(SourceNames.Strava);
        Assert.Equal(0, CountTitleRows());
    }

    [Fact]
    public void The_feeling_stored_last_counts_and_the_other_returns_without_it()
    {
        AddMassages(Day(5));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4), name: "#feel-better"), Strava("2", DaysAgo(8)));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        var id = SaveFeeling(Day(5), MassageFeeling.Same);
        Assert.Equal((Day(5), MassageFeeling.Same), Assert.Single(GetFeelings()));

        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4), name: "#feel-worse"), Strava("2", DaysAgo(8)));
        Assert.Equal((Day(5), MassageFeeling.Worse), Assert.Single(GetFeelings()));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4)), Strava("2", DaysAgo(8)));
        Assert.Equal((Day(5), MassageFeeling.Same), Assert.Single(GetFeelings()));
        using var connection = _fixture.Database.Open();
        Assert.True(MassageFeelingRepository.Remove(connection, _fixture.AthleteId, id));
        Assert.Empty(GetFeelings());
    }

    [Fact]
    public void Of_two_feelings_read_at_once_the_one_of_the_later_activity_counts()
    {
        AddMassages(Day(5));

        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(2), name: "#feel-better"),
            Strava("2", DaysAgo(4), name: "#feel-worse")
        );

        Assert.Equal((Day(5), MassageFeeling.Better), Assert.Single(GetFeelings()));
    }

    [Fact]
    public void A_late_copy_of_a_feeling_replaces_no_later_one()
    {
        AddMassages(Day(5));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4), name: "#feel-worse"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        SaveFeeling(Day(5), MassageFeeling.Better);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));

        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(4), name: "#feel-worse"));

        Assert.Single(_fixture.Activities);
        Assert.Equal((Day(5), MassageFeeling.Better), Assert.Single(GetFeelings()));
    }

    [Fact]
    public void A_title_edited_around_its_feeling_is_no_new_answer()
    {
        AddMassages(Day(5));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4), name: "Jog #feel-worse"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        SaveFeeling(Day(5), MassageFeeling.Better);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(4), name: "Jog in rain #feel-worse"));

        Assert.Equal((Day(5), MassageFeeling.Better), Assert.Single(GetFeelings()));
    }

    [Fact]
    public void Nomail_keeps_mails_away_for_seven_days_and_resume_ends_it()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "Off to the sea #nomail"));

        Assert.Equal([false, true, true, false], new[] { Day(4), Day(3), Day(-3), Day(-4) }.Select(IsPausedOn));
        using (var connection = _fixture.Database.Open())
        {
            Assert.True(PauseRepository.End(connection, _fixture.AthleteId, Day(0)));
        }

        Assert.False(IsPausedOn(Day(-1)));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), minutes: 61, name: "Off to the sea #nomail"));
        Assert.False(IsPausedOn(Day(-1)));
    }

    [Fact]
    public void Files_have_titles_too()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [Fit("f", DaysAgo(3), name: "Evening #massage")]);

        Assert.True(Assert.Single(GetMassages()).Title!.IsFile);
    }

    [Fact]
    public void Disconnecting_deletes_what_titles_of_that_source_said_and_what_quotes_it()
    {
        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(3), name: "#massage #pain #pain-hip-gone #race #nomail")
        );
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        _fixture.Expire();
        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(5), name: "#massage-deep"));
        LogByHand();
        using var connection = _fixture.Database.Open();
        connection.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, due_at, attempts, uncertain, quotes_strava, bytes_until,
                               changed_at)
            VALUES (1, 'digest', '1', 'sent', 0, 1, 0, 1, 9, 0),
                   (1, 'digest', '2', 'rendered', 0, 1, 0, 1, 9, 0),
                   (1, 'digest', '3', 'sending', 0, 1, 0, 1, 9, 0),
                   (1, 'digest', '4', 'rendered', 0, 1, 0, 0, NULL, 0);
            INSERT INTO mail_messages (mail_id, message) SELECT id, @message FROM mails
            """,
            new { message = new byte[] { 1 } }
        );

        _fixture.EraseSource(SourceNames.Strava);

        Assert.Equal([MassageKind.DeepTissue, MassageKind.Swedish], GetMassages().Select(row => row.Value.Kind));
        Assert.Equal("knee", Assert.Single(GetPains()).Value.Area);
        Assert.Equal(1, CountTitleRows());
        Assert.Equal(
            ["sent", "planned", "sending with text", "rendered with text"],
            connection.Query<string>(
                """
                SELECT state || CASE WHEN message IS NULL THEN '' ELSE ' with text' END
                FROM mails LEFT JOIN mail_messages ON mail_id = id ORDER BY period
                """
            )
        );
        connection.Execute("UPDATE mails SET state = 'sent' WHERE period = '3'");
        Assert.Equal(1, MailRepository.DeleteExpiredMessages(connection, _fixture.Clock.GetUtcNow()));
    }

    [Fact]
    public void The_words_of_a_title_stay_words_for_the_tagging_rules()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3), name: "City #race"));

        Assert.Equal("City #race", Assert.Single(_fixture.Activities).Activity.Name);
    }

    private static DateOnly Day(int ago) => DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-ago);

    private void AddMassages(params DateOnly[] dates)
    {
        using var connection = _fixture.Database.Open();
        foreach (var date in dates)
        {
            MassageRepository.Add(connection, _fixture.AthleteId, new Massage(date, MassageKind.Swedish));
        }
    }

    private long SaveFeeling(DateOnly massageDate, MassageFeeling feeling)
    {
        using var connection = _fixture.Database.Open();
        var now = _fixture.Clock.GetUtcNow();
        return MassageFeelingRepository.Save(connection, _fixture.AthleteId, massageDate, feeling, Day(0), now);
    }

    private List<(DateOnly Massage, MassageFeeling Feeling)> GetFeelings()
    {
        using var connection = _fixture.Database.Open();
        return MassageFeelingRepository
            .GetAll(connection, _fixture.AthleteId)
            .Select(row => (row.Value.MassageDate, row.Value.Feeling))
            .ToList();
    }

    private void LogByHand()
    {
        using var connection = _fixture.Database.Open();
        MassageRepository.Add(connection, _fixture.AthleteId, new Massage(Day(1), MassageKind.Swedish));
        PainRepository.Add(
            connection,
            _fixture.AthleteId,
            new Pain
            {
                Date = Day(1),
                Area = "knee",
                Severity = 2,
            }
        );
    }

    private IReadOnlyList<StoredEntry<Massage>> GetMassages()
    {
        using var connection = _fixture.Database.Open();
        return MassageRepository.GetAll(connection, _fixture.AthleteId);
    }

    private IReadOnlyList<StoredEntry<Pain>> GetPains()
    {
        using var connection = _fixture.Database.Open();
        return PainRepository.GetAll(connection, _fixture.AthleteId);
    }

    private IReadOnlyList<AthleteLabel> GetLabels()
    {
        using var connection = _fixture.Database.Open();
        return LabelRepository.GetAll(connection, _fixture.AthleteId);
    }

    private bool IsPausedOn(DateOnly day)
    {
        using var connection = _fixture.Database.Open();
        return PauseRepository.IsTitlePausedOn(connection, _fixture.AthleteId, day);
    }

    private long CountTitleRows()
    {
        using var connection = _fixture.Database.Open();
        return connection.ExecuteScalar<long>(
            """
            SELECT (SELECT count(*) FROM labels WHERE origin = 'title')
                 + (SELECT count(*) FROM massages WHERE origin = 'title')
                 + (SELECT count(*) FROM massage_feelings WHERE origin = 'title')
                 + (SELECT count(*) FROM pains WHERE origin = 'title')
                 + (SELECT count(*) FROM pain_ends)
                 + (SELECT count(*) FROM title_pauses)
            """
        );
    }
}
