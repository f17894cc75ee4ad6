namespace ActivitySync.Sources;

/// <summary>Reads the clocks of services from the Date header of their responses.</summary>
internal sealed class RemoteClock(HttpClient http)
{
    /// <summary>
    /// Returns the hosts that answered and their times. Requests robots.txt, which doesn't count towards a rate limit.
    /// </summary>
    public async Task<IReadOnlyList<(string Host, DateTimeOffset Says)>> GetTimesAsync(
        IEnumerable<Uri> addresses,
        CancellationToken cancellationToken
    )
    {
        var said = new List<(string, DateTimeOffset)>();
        foreach (var address in addresses.Select(service => new Uri(service, "/robots.txt")))
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Head, address);
                using var answer = await http.SendAsync(request, cancellationToken);
                if (answer.Headers.Date is { } date)
                {
                    said.Add((address.Host, date));
                }
            }
            catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is not null)
            {
                // other checks report the outage of a service
            }
        }

        return said;
    }
}
