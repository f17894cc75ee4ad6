using ActivitySync.Configuration;
using ActivitySync.Sources;
using CsCheck;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

public sealed class RecordingReconcilerPropertyTests
{
    private static readonly SourceName[] Sources = [SourceNames.Strava, SourceNames.Garmin, SourceNames.File];

    private const double UltraMinutes = 30 * 60;

    /// <summary>
    /// Few IDs and few instants, so that listings overlap, move and collide. IDs above 100 are always listed, so that
    /// every deletion is believed.
    /// </summary>
    private static readonly Gen<SourceRecording[]> GenListing =
        from picks in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 8], Gen.Int[50, 66]).Array[0, 4]
        select picks
            .DistinctBy(pick => pick.Item1)
            .Select(pick => Strava($"{pick.Item1}", DaysAgo(5).AddMinutes(pick.Item2), pick.Item3, $"Run {pick.Item3}"))
            .Concat(Enumerable.Range(100, 3).Select(day => Strava($"{day}", DaysAgo(day))))
            .ToArray();

    [Fact]
    public void Whatever_was_listed_before_the_store_ends_as_the_last_listing()
    {
        Gen.Select(GenListing.Array[1, 5], GenListing)
            .Sample(
                (before, last) =>
                {
                    using var scene = new SyncFixture();
                    foreach (var listing in before)
                    {
                        scene.Reconcile(SourceNames.Strava, listing);
                        scene.Clock.Advance(TimeSpan.FromMinutes(30));
                    }

                    scene.Reconcile(SourceNames.Strava, last);
                    using var fresh = new SyncFixture();
                    fresh.Reconcile(SourceNames.Strava, last);

                    Assert.Equal(Values(fresh), Values(scene));
                    Assert.Equal(
                        scene.Activities.Count,
                        scene.Activities.Select(stored => stored.Activity.Id).Distinct().Count()
                    );
                    Assert.False(scene.Reconcile(SourceNames.Strava, last).HasAny);
                },
                iter: 40,
                threads: 1
            );
    }

    [Fact]
    public void Whatever_order_the_copies_came_in_the_store_ends_alike()
    {
        var genCopy =
            from source in Gen.Int[0, 2].Select(i => Sources[i])
            from minute in Gen.Int[0, 12]
            from minutes in Gen.Int[50, 66]
            from isUltra in Gen.Int[0, 3]
            select (
                Source: source,
                Start: DaysAgo(5).AddMinutes(minute),
                Minutes: minutes + (isUltra == 0 ? UltraMinutes : 0)
            );
        var genCopies =
            from copies in genCopy.Array[2, 6]
            from order in Gen.Shuffle(Enumerable.Range(0, copies.Length).ToArray())
            select (
                Copies: copies.Select((copy, at) => Copy(copy.Source, $"{at}", copy.Start, copy.Minutes)).ToArray(),
                Order: order
            );
        genCopies.Sample(
            sample =>
            {
                using var one = new SyncFixture();
                using var other = new SyncFixture();
                Arrive(one, sample.Copies);
                Arrive(other, [.. sample.Order.Select(at => sample.Copies[at])]);

                Assert.Equal(Values(one), Values(other));
                Assert.Equal(
                    other.Activities.Count,
                    other.Activities.Select(stored => stored.Activity.Id).Distinct().Count()
                );
            },
            iter: 60,
            threads: 1
        );
    }

    private static SourceRecording Copy(SourceName source, string id, DateTimeOffset start, double minutes) =>
        source == SourceNames.Strava ? Strava(id, start, minutes)
        : source == SourceNames.Garmin ? Garmin(id, start, minutes)
        : Fit(id, start, minutes);

    private static void Arrive(SyncFixture scene, SourceRecording[] order)
    {
        foreach (var recording in order)
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
            if (recording.Source == SourceNames.File)
            {
                scene.Reconciler.Add(scene.AthleteId, [recording]);
            }
            else
            {
                scene.Reconcile(
                    recording.Source,
                    [
                        .. order
                            .TakeWhile(one => one != recording)
                            .Append(recording)
                            .Where(one => one.Source == recording.Source),
                    ]
                );
            }
        }
    }

    /// <summary>All but the ids, which tell of the past.</summary>
    private static List<string> Values(SyncFixture scene) =>
        [.. scene.Activities.Select(stored => $"{stored.Activity with { Id = "" }}").Order(StringComparer.Ordinal)];
}
