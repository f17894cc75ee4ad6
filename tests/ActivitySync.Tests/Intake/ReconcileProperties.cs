using ActivitySync.Sources;
using CsCheck;
using static ActivitySync.Tests.Intake.IntakeScene;

namespace ActivitySync.Tests.Intake;

public sealed class ReconcileProperties
{
    /// <summary>Few ids and few instants, so that listings overlap, move and collide; ids above 100 are always listed, so that every loss is believed.</summary>
    private static readonly Gen<SourceActivity[]> GenListing =
        from picks in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 8], Gen.Int[50, 66]).Array[0, 4]
        select picks
            .DistinctBy(pick => pick.Item1)
            .Select(pick => Strava($"{pick.Item1}", Days(5).AddMinutes(pick.Item2), pick.Item3, $"Run {pick.Item3}"))
            .Concat(Enumerable.Range(100, 3).Select(day => Strava($"{day}", Days(day))))
            .ToArray();

    [Fact]
    public void Whatever_was_listed_before_the_store_ends_as_the_last_listing()
    {
        Gen.Select(GenListing.Array[1, 5], GenListing).Sample(
            (before, last) =>
            {
                using var scene = new IntakeScene();
                foreach (var listing in before)
                {
                    scene.Reconcile(SourceName.Strava, listing);
                    scene.Clock.Advance(TimeSpan.FromMinutes(30));
                }

                scene.Reconcile(SourceName.Strava, last);
                using var fresh = new IntakeScene();
                fresh.Reconcile(SourceName.Strava, last);

                Assert.Equal(Values(fresh), Values(scene));
                Assert.Equal(scene.Held.Count, scene.Held.Select(held => held.Activity.Id).Distinct().Count());
                Assert.False(scene.Reconcile(SourceName.Strava, last).Any);
            },
            iter: 40,
            threads: 1);
    }

    /// <summary>All but the ids, which tell of the past.</summary>
    private static List<string> Values(IntakeScene scene) => [.. scene.Held.Select(held => $"{held.Activity with { Id = "" }}").Order(StringComparer.Ordinal)];
}
