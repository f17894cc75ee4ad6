using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

public sealed class TableDigestTests
{
    private static readonly object?[][] Rows =
    [
        [1L, "a", 1.5, null, new byte[] { 1 }],
        [2L, "b", -0.0, null, Array.Empty<byte>()],
        [3L, "c", double.PositiveInfinity, 5L, null],
    ];

    [Fact]
    public void The_order_of_rows_does_not_count() => Assert.Equal(GetHash(Rows), GetHash([.. Rows.Reverse()]));

    [Fact]
    public void A_table_without_rows_has_the_hash_zero() => Assert.Equal(new string('0', 64), GetHash([]));

    [Fact]
    public void A_negative_zero_is_zero() =>
        Assert.Equal(
            GetHash([
                [0.0],
            ]),
            GetHash([
                [-0.0],
            ])
        );

    [Theory]
    [InlineData("", null)]
    [InlineData("1", 1L)]
    [InlineData(1.0, 1L)]
    [InlineData("a", "A")]
    public void Different_values_have_different_hashes(object? first, object? second) =>
        Assert.NotEqual(
            GetHash([
                [first],
            ]),
            GetHash([
                [second],
            ])
        );

    [Fact]
    public void A_value_belongs_to_its_column_and_its_row()
    {
        Assert.NotEqual(
            GetHash([
                ["ab", "c"],
            ]),
            GetHash([
                ["a", "bc"],
            ])
        );
        Assert.NotEqual(
            GetHash([
                [1L, null],
            ]),
            GetHash([
                [null, 1L],
            ])
        );
        Assert.NotEqual(
            GetHash([
                [1L, 2L],
                [3L, 4L],
            ]),
            GetHash([
                [1L, 4L],
                [3L, 2L],
            ])
        );
        Assert.NotEqual(
            GetHash([
                [1L],
            ]),
            GetHash([
                [1L],
                [1L],
                [1L],
            ])
        );
        Assert.NotEqual(
            GetHash([
                ["a"],
            ]),
            GetHash([
                [new byte[] { (byte)'a' }],
            ])
        );
    }

    private static string GetHash(object?[][] rows)
    {
        var digest = new TableDigest();
        foreach (var row in rows)
        {
            digest.Add(row);
        }

        Assert.Equal(rows.Length, digest.Rows);
        return digest.Hash;
    }
}
