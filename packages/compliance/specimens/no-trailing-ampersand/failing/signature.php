<?php
function signature($parameters, $key)
{
    $parameters['_input_charset'] = 'utf-8';
    ksort($parameters);
    $joined = '';
    foreach ($parameters as $name => $value) {
        $joined .= $name . '=' . $value . '&';
    }
    return md5($joined . $key);
}
