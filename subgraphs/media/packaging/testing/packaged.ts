/** What shaka-packager 3.4.2 writes for six seconds of two rungs and sound, clear and with encrypted samples (cbcs). */

/** `master.m3u8` */
export const multivariant = `#EXTM3U
## Generated with https://github.com/shaka-project/shaka-packager version v3.4.2-c819dea-release

#EXT-X-INDEPENDENT-SEGMENTS

#EXT-X-MEDIA:TYPE=AUDIO,URI="a/index.m3u8",GROUP-ID="audio",NAME="main",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2"

#EXT-X-STREAM-INF:BANDWIDTH=255797,AVERAGE-BANDWIDTH=254348,CODECS="avc1.f4000d,mp4a.40.2",RESOLUTION=320x180,FRAME-RATE=30.000,AUDIO="audio",CLOSED-CAPTIONS=NONE
v180/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=300463,AVERAGE-BANDWIDTH=298287,CODECS="avc1.f4001e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=30.000,AUDIO="audio",CLOSED-CAPTIONS=NONE
v360/index.m3u8

#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=37824,AVERAGE-BANDWIDTH=24350,CODECS="avc1.f4000d",RESOLUTION=320x180,CLOSED-CAPTIONS=NONE,URI="v180/iframe.m3u8"
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=56132,AVERAGE-BANDWIDTH=34202,CODECS="avc1.f4001e",RESOLUTION=640x360,CLOSED-CAPTIONS=NONE,URI="v360/iframe.m3u8"
`;

/** `v180/index.m3u8` */
export const mediaPlaylist = `#EXTM3U
#EXT-X-VERSION:6
## Generated with https://github.com/shaka-project/shaka-packager version v3.4.2-c819dea-release
#EXT-X-TARGETDURATION:5
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.000,
00001.m4s
#EXTINF:2.000,
00002.m4s
#EXT-X-ENDLIST
`;

/** `v180/iframe.m3u8` */
export const iFramePlaylist = `#EXTM3U
#EXT-X-VERSION:6
## Generated with https://github.com/shaka-project/shaka-packager version v3.4.2-c819dea-release
#EXT-X-TARGETDURATION:5
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-I-FRAMES-ONLY
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.000,
#EXT-X-BYTERANGE:8806@84
00001.m4s
#EXTINF:2.000,
#EXT-X-BYTERANGE:9456@84
00002.m4s
#EXT-X-ENDLIST
`;

/** `v180/index.m3u8`, cbcs */
export const cbcsPlaylist = `#EXTM3U
#EXT-X-VERSION:6
## Generated with https://github.com/shaka-project/shaka-packager version v3.4.2-c819dea-release
#EXT-X-TARGETDURATION:5
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="init.mp4"
#EXT-X-KEY:METHOD=SAMPLE-AES,URI="https://example.test/key",IV=0xdf91b14d9497235ed1f41902a2be3db1,KEYFORMAT="identity"
#EXTINF:4.000,
00001.m4s
#EXTINF:2.000,
00002.m4s
#EXT-X-ENDLIST
`;

/** `manifest.mpd` */
export const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<!--Generated with https://github.com/shaka-project/shaka-packager version v3.4.2-c819dea-release-->
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:mpeg:dash:schema:mpd:2011 DASH-MPD.xsd" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT2S" type="static" mediaPresentationDuration="PT6S">
  <Period id="0">
    <AdaptationSet id="0" contentType="video" maxWidth="640" maxHeight="360" frameRate="15360/512" segmentAlignment="true" par="16:9">
      <Representation id="0" bandwidth="187986" codecs="avc1.f4000d" mimeType="video/mp4" sar="1:1" width="320" height="180">
        <SegmentTemplate timescale="15360" initialization="v180/init.mp4" media="v180/$Number%05d$.m4s" startNumber="1">
          <SegmentTimeline>
            <S t="0" d="61440"/>
            <S t="61440" d="30720"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
      <Representation id="1" bandwidth="232652" codecs="avc1.f4001e" mimeType="video/mp4" sar="1:1" width="640" height="360">
        <SegmentTemplate timescale="15360" initialization="v360/init.mp4" media="v360/$Number%05d$.m4s" startNumber="1">
          <SegmentTimeline>
            <S t="0" d="61440"/>
            <S t="61440" d="30720"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
    </AdaptationSet>
    <AdaptationSet id="1" contentType="audio" startWithSAP="1" segmentAlignment="true">
      <Representation id="2" bandwidth="67811" codecs="mp4a.40.2" mimeType="audio/mp4" audioSamplingRate="44100">
        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
        <SegmentTemplate timescale="44100" initialization="a/init.mp4" media="a/$Number%05d$.m4s" startNumber="1">
          <SegmentTimeline>
            <S t="0" d="177152"/>
            <S t="177152" d="87448"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
`;

/** `manifest.mpd`, cbcs */
export const cbcsManifest = `<?xml version="1.0" encoding="UTF-8"?>
<!--Generated with https://github.com/shaka-project/shaka-packager version v3.4.2-c819dea-release-->
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:mpeg:dash:schema:mpd:2011 DASH-MPD.xsd" xmlns:cenc="urn:mpeg:cenc:2013" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT2S" type="static" mediaPresentationDuration="PT6S">
  <Period id="0">
    <AdaptationSet id="0" contentType="video" maxWidth="640" maxHeight="360" frameRate="15360/512" segmentAlignment="true" par="16:9">
      <ContentProtection value="cbcs" schemeIdUri="urn:mpeg:dash:mp4protection:2011" cenc:default_KID="00112233-4455-6677-8899-aabbccddeeff"/>
      <ContentProtection schemeIdUri="urn:uuid:1077efec-c0b2-4d02-ace3-3c1e52e2fb4b">
        <cenc:pssh>AAAANHBzc2gBAAAAEHfv7MCyTQKs4zweUuL7SwAAAAEAESIzRFVmd4iZqrvM3e7/AAAAAA==</cenc:pssh>
      </ContentProtection>
      <Representation id="0" bandwidth="190012" codecs="avc1.f4000d" mimeType="video/mp4" sar="1:1" width="320" height="180">
        <SegmentTemplate timescale="15360" initialization="v180/init.mp4" media="v180/$Number%05d$.m4s" startNumber="1">
          <SegmentTimeline>
            <S t="0" d="61440"/>
            <S t="61440" d="30720"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
      <Representation id="1" bandwidth="234784" codecs="avc1.f4001e" mimeType="video/mp4" sar="1:1" width="640" height="360">
        <SegmentTemplate timescale="15360" initialization="v360/init.mp4" media="v360/$Number%05d$.m4s" startNumber="1">
          <SegmentTimeline>
            <S t="0" d="61440"/>
            <S t="61440" d="30720"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
    </AdaptationSet>
    <AdaptationSet id="1" contentType="audio" startWithSAP="1" segmentAlignment="true">
      <ContentProtection value="cbcs" schemeIdUri="urn:mpeg:dash:mp4protection:2011" cenc:default_KID="00112233-4455-6677-8899-aabbccddeeff"/>
      <ContentProtection schemeIdUri="urn:uuid:1077efec-c0b2-4d02-ace3-3c1e52e2fb4b">
        <cenc:pssh>AAAANHBzc2gBAAAAEHfv7MCyTQKs4zweUuL7SwAAAAEAESIzRFVmd4iZqrvM3e7/AAAAAA==</cenc:pssh>
      </ContentProtection>
      <Representation id="2" bandwidth="67875" codecs="mp4a.40.2" mimeType="audio/mp4" audioSamplingRate="44100">
        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
        <SegmentTemplate timescale="44100" initialization="a/init.mp4" media="a/$Number%05d$.m4s" startNumber="1">
          <SegmentTimeline>
            <S t="0" d="177152"/>
            <S t="177152" d="87448"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
`;
